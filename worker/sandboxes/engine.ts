// The port to an engine: what starts and ends the machines that sandboxes run in. Each engine is a folder beside this file.
import type { EngineFinding } from "./engine-finding.ts";
import type { Limits, OpenOptions } from "./sandbox.ts";

/** Written on everything an engine makes, so that what dead workers left can be found. */
export type Owner = { worker: string; runId: string; purpose: OpenOptions["purpose"] | "service" };

/** What a machine sees at `target`, an absolute path inside. Paths of this host are absolute and the engine reads them. */
export type Mount =
  /** A file or folder of this host. */
  | { kind: "bind"; source: string; target: string; readOnly: boolean }
  /**
   * Folders of this host, the top first, with what is written above them in `upper`. The same `name` is the same overlay
   * in every machine; it may be mounted by several at once.
   */
  | {
      kind: "overlay";
      name: string;
      lowers: string[];
      upper: string;
      work: string;
      target: string;
      readOnly: boolean;
    };

export type MachineSpec = {
  /** Of an image on this host. */
  image: string;
  owner: Owner;
  /** The first process. The machine lives as long as the worker holds its stdin, and no longer than the worker. */
  main: { words: string[]; uid: number };
  environment: Record<string, string>;
  mounts: Mount[];
  limits: Limits;
  /** Size of the writable `/tmp`, which is in memory and the only writable place besides the mounts. */
  temporaryBytes: number;
};

/** Disposing kills everything inside and removes the machine; it never rejects. */
export type Machine = AsyncDisposable & {
  /** By which the engine knows it. */
  id: string;
  /**
   * Starts a program beside the first process. `uid` null: as the first process. SandboxError or an error of the engine: the machine has ended, or its
   * process limit leaves no room. Closing the program does not promise that it ends; disposing the machine does.
   */
  exec(program: { words: string[]; uid: number | null }, events: ProgramEvents): Promise<Program>;
  /** Processes that may run from now on. Rejects where the engine cannot change it. */
  limitProcesses(pids: number): Promise<void>;
};

/**
 * A container from somebody's image that shares the network of a machine, and nothing else. It keeps every other promise of
 * a machine: no capabilities, a read-only root, the limits. It ends with the worker.
 */
export type BesideSpec = {
  /** Of an image on this host. */
  image: string;
  owner: Owner;
  environment: Record<string, string>;
  /** Null: the image's own. */
  command: string[] | null;
  /** A name that the image knows, or `uid:gid`; null: the image's own, or nobody where that is root. */
  user: string | null;
  /** Folders that it may write to, besides `/run`, those that the image declares as volumes, and `/tmp`, which is in memory. */
  writable: string[];
  /** An empty folder of this host, where the engine makes those folders. Null: they are in memory, too. */
  room: string | null;
  mounts: Mount[];
  limits: Limits;
};

export type Beside = Pick<Machine, "exec"> &
  AsyncDisposable & {
    /** The last that it printed, 4 KiB at most. */
    said(): string;
    hasEnded(): boolean;
  };

export type ProgramEvents = {
  /** Stdout in the order it was written, in pieces of any size. Stderr is dropped. */
  onOutput(bytes: Buffer): void;
  /** Once, when the program or the connection to it has ended. */
  onEnd(): void;
};

/** `write` goes to stdin, as UTF-8; `close` ends the connection. */
export type Program = { write(text: string): void; close(): void };

/**
 * An engine promises for every machine: no network at all, no capabilities and none to be gained, a read-only root, the
 * limits, no output kept. The containment proof holds it to that. It does not promise that two machines share no kernel.
 */
export type Engine = {
  /** Names the very content of an image, whatever its tags say, and its platform. Null: it is not on this host. */
  imageId(reference: string): Promise<string | null>;
  /** Resolves when the first process runs. SandboxError: the engine refused. */
  start(spec: MachineSpec): Promise<Machine>;
  /** Resolves when its first process runs, which is long before it is ready. SandboxError: the engine refused. */
  startBeside(machine: Machine, spec: BesideSpec): Promise<Beside>;
  /** Forgets what it keeps for overlays that no machine uses any longer. Never rejects. */
  release(mounts: Mount[]): Promise<void>;
  /** Removes machines and overlays of workers that are dead; returns how many. */
  reap(isDead: (worker: string) => Promise<boolean>): Promise<number>;
  /** The engine itself first; more only where it answers. Never rejects. */
  inspect(): Promise<EngineFinding[]>;
  access: PrivilegedAccess;
};

/** What only the containment proof may do to the one machine of a run. SandboxError: there is no such machine. */
export type PrivilegedAccess = {
  /** Runs `/bin/sh -c` as root inside; its status and the first 64 KiB it printed. */
  asRoot(
    runId: string,
    line: string,
    timeoutMs: number,
  ): Promise<{ exitStatus: number | null; output: string }>;
  /** Everything the engine tells about the machine, as text. */
  describe(runId: string): Promise<string>;
};

export type EngineOptions = {
  /** Null: the engine's usual place. */
  socketPath: string | null;
  /** A runtime the engine knows, such as runsc; null: its default. */
  runtime: string | null;
};
