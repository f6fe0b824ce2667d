// Looks for our secrets wherever a program inside can look, and in what the engine tells about the container.
import type { Attack, Counterpart, Site } from "./attack.ts";
import { quote } from "./cell.ts";
import { type Attacker, notSetUp, refused, worked } from "./result.ts";

/** Shell that prints everything of one kind that can be seen. */
const PLACES = {
  environment: "env",
  processes: "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null",
  files:
    "find /repo /home /root /tmp /mirror /etc /opt /run /var/tmp /srv /mnt /egress /dev/shm -xdev -type f -size -4096k -exec cat {} + 2>/dev/null",
  git: "git config --list --show-origin; cat /mirror/config /mirror/*_HEAD /repo/.git/config /repo/.git/*_HEAD 2>/dev/null",
  kernel: "cat /proc/self/mountinfo /proc/self/cgroup /proc/cmdline /proc/keys /proc/net/unix 2>/dev/null",
} as const;

const FINDS: Counterpart = {
  name: "the same search finds what the repository itself holds",
  attempt: ({ cell }) =>
    cell.attempt(
      "agent",
      `echo well-known >known && export KNOWN=well-known && ${search(PLACES.files, "well-known")} && ${search(PLACES.environment, "well-known")}; found=$?; rm known; exit $found`,
    ),
};

const PLANTED: Counterpart = {
  name: "this host itself sees the secrets that were planted",
  attempt: async ({ canaries }) =>
    canaries === null
      ? NOT_PLANTED
      : (await canaries.seenHere())
        ? worked("they are there")
        : refused("not there"),
};

const looking = (name: string, place: keyof typeof PLACES): Attack => ({
  ...{ group: "credentials", name, expected: "no secret of ours", by: ["agent", "root"], short: false },
  attempt: ({ cell, canaries }, who) =>
    canaries === null
      ? Promise.resolve(NOT_PLANTED)
      : cell.attempt(who, search(PLACES[place], canaries.mark)),
  counterpart: FINDS,
});

export const CREDENTIALS: Attack[] = [
  looking("reads its environment", "environment"),
  { ...looking("reads environment and arguments of every process", "processes"), counterpart: PLANTED },
  looking("reads every file it can", "files"),
  looking("reads git's configuration, its own and the mirror's", "git"),
  looking("reads what the kernel tells of mounts, sockets and keys", "kernel"),
  {
    ...looking("set-up: looks everywhere", "files"),
    attempt: async (site, who) => await everywhere(site, who),
  },
  {
    ...looking("is described by the engine", "environment"),
    by: ["agent"],
    attempt: async ({ cell, canaries }) =>
      canaries === null
        ? NOT_PLANTED
        : (await cell.describe()).includes(canaries.mark)
          ? worked("a secret")
          : refused("none"),
    counterpart: {
      name: "the engine describes the container",
      attempt: async ({ cell }) =>
        (await cell.describe()).includes("HOME=/home/agent")
          ? worked("its environment")
          : refused("no environment"),
    },
  },
];

const NOT_PLANTED = notSetUp("no secrets were planted");

async function everywhere({ setUp, canaries }: Site, who: Attacker) {
  if (canaries === null) return NOT_PLANTED;
  const cell = await setUp();
  const all = Object.values(PLACES).join("; ");
  return (await cell.describe()).includes(canaries.mark)
    ? worked("the engine tells a secret")
    : await cell.attempt(who, search(all, canaries.mark));
}

/** Ends with 0 when it is found. The words are broken up, so that the search does not find itself. */
function search(shell: string, words: string): string {
  const broken = `[${words.slice(0, 1)}]${words.slice(1)}`;
  return `if { ${shell}; } | grep -aom1 ${quote(`${broken}[A-Za-z_-]*`)}; then true; else echo none; false; fi`;
}
