// The modes of what a run leaves in the data directory: for its owner alone.
export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;
