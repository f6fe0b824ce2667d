// Turns the file-system failures a caller expects into null; every other failure is thrown on.

export async function nullOn<T>(codes: string[], work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (codes.includes(codeOf(thrown))) return null;
    throw thrown;
  }
}

function codeOf(thrown: unknown): string {
  return typeof thrown === "object" && thrown !== null && "code" in thrown ? String(thrown.code) : "";
}
