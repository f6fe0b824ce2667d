// Attempts to leave the machine: kernel calls, devices, sockets and files of the host, and more rights inside.
import type { Attack, Counterpart, Site } from "./attack.ts";
import type { Attacker } from "./result.ts";

const READS: Counterpart = {
  name: "a program runs, forks and writes to the repository, home and /tmp",
  attempt: ({ cell }) =>
    cell.attempt(
      "agent",
      "for at in /repo ~ /tmp; do (cd $at && echo kept >here && grep -q kept here && rm here) || exit 1; done; echo written",
    ),
};
const COMPILES: Counterpart = {
  name: "git, make and the compiler work",
  attempt: ({ cell }) =>
    cell.attempt(
      "agent",
      "cd /tmp && echo 'int main(void){return 0;}' >a.c && make -s a && ./a && git init -q made && rm -r a a.c made && echo built",
    ),
};

const call = (probe: string, name: string, short = false): Attack => ({
  group: "escape",
  name,
  expected: "the kernel refuses",
  by: ["agent", "root"],
  short,
  attempt: ({ cell }, who) => cell.probe(who, probe),
  counterpart: COMPILES,
});

/** Only opened, never written to: an attack that works does not change the host. */
const SETTINGS = `/proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe /proc/sys/vm/drop_caches /proc/sysrq-trigger
  /proc/1/mem /proc/1/oom_score_adj /sys/kernel/uevent_helper /sys/fs/cgroup/cgroup.procs
  /sys/fs/cgroup/memory/release_agent /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/devices/devices.allow`;
const SHARED_FILES =
  "/etc/passwd /etc/hosts /etc/gitconfig /usr/bin/git /bin/sh /opt/tool/tool /mirror/HEAD /sbin/docker-init";
const SHARED_FOLDERS =
  "/ /etc /usr/bin /opt /opt/tool /mirror /mirror/objects /sbin /proc /sys/fs/cgroup/memory";

const writing = (probe: "opens" | "creates", name: string, paths: string, short = false): Attack => ({
  ...call(probe, name, short),
  expected: "the file system refuses",
  attempt: ({ cell }, who) => cell.probe(who, probe, ...paths.split(/\s+/)),
  counterpart: READS,
});

const ENGINE_SOCKETS = [
  "/var/run/docker.sock",
  "/run/docker.sock",
  "/run/containerd/containerd.sock",
  "/run/podman/podman.sock",
];

export const ESCAPE: Attack[] = [
  call("mount", "mounts a file system", true),
  call("remount", "makes the root writable"),
  call("bind", "mounts / elsewhere"),
  call("unmount", "takes a mount away"),
  call("fsopen", "mounts by the newer calls"),
  call("open-tree", "clones a mount tree"),
  call("pivot-root", "changes the root by pivot_root"),
  call("chroot", "changes the root by chroot"),
  call("user-namespace", "makes a user namespace", true),
  call("namespaces", "makes another namespace"),
  call("clone", "clones into a user namespace"),
  call("setns", "joins the namespaces of process 1"),
  call("mknod", "makes a device"),
  call("devices", "finds a device of the host"),
  { ...call("setuid", "becomes root", true), by: ["agent"] },
  { ...call("is-root", "becomes root by a setuid program"), by: ["agent"], attempt: bySetuid },
  call("capset", "gives itself a capability"),
  { ...call("capabilities", "has a capability", true), expected: "none" },
  call("ptrace", "traces process 1"),
  call("ptrace-parent", "traces the tool server", true),
  call("read-memory", "reads another process's memory"),
  call("take-descriptor", "takes a descriptor from another process"),
  call("keyring", "uses the kernel's keyring"),
  call("bpf", "loads BPF"),
  call("perf", "opens performance events"),
  call("io-uring", "sets up io_uring", true),
  call("userfaultfd", "handles page faults"),
  call("file-handles", "opens a file of the host by handle"),
  call("fanotify", "watches whole file systems"),
  call("init-module", "loads a kernel module"),
  call("kexec", "loads another kernel"),
  call("reboot", "reboots the host"),
  call("sethostname", "sets the host name"),
  call("kernel-log", "reads the kernel's log"),
  call("real-time", "takes real-time priority"),
  call("rlimit", "raises its limits"),
  { ...call("descriptors", "finds a descriptor left open"), expected: "only 0, 1 and 2" },
  writing("opens", "writes to settings of the kernel", SETTINGS, true),
  writing("opens", "writes to files all sandboxes share", SHARED_FILES, true),
  writing("creates", "makes files beside them", SHARED_FOLDERS),
  {
    ...call("unix", "reaches a socket of the container engine", true),
    expected: "there is none",
    attempt: ({ cell, targets }, who) => cell.probe(who, "unix", ...ENGINE_SOCKETS, targets.socketPath),
  },
];

/** Root inside leaves a setuid program behind, and the agent runs it. */
async function bySetuid({ cell }: Site, who: Attacker) {
  await cell.run("root", "cp /tmp/probe /tmp/rooted && chmod 4755 /tmp/rooted");
  return await cell.attempt(who, "/tmp/rooted is-root");
}
