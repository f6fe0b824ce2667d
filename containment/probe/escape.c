// Kernel calls that lead out of a container. Where one could do harm if it worked, an argument is wrong on purpose.
#include "probe.h"
#include <dirent.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/perf_event.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>

#define ATTACK(name) static void name(int count __attribute__((unused)), char **words __attribute__((unused)))

ATTACK(mounting) { judge(mount("none", "/mnt", "tmpfs", 0, NULL)); }
ATTACK(remounting) { judge(mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL)); }
ATTACK(binding) { judge(mount("/", "/mnt", NULL, MS_BIND, NULL)); }
ATTACK(unmounting) { judge(umount2("/etc/hosts", MNT_DETACH)); }
ATTACK(fs_open) { judge(syscall(SYS_fsopen, "tmpfs", 0)); }
ATTACK(tree_opening) { judge(syscall(SYS_open_tree, AT_FDCWD, "/", 1)); }
ATTACK(pivoting) { judge(syscall(SYS_pivot_root, ".", ".")); }
ATTACK(changing_root) { judge(chroot("/tmp")); }
ATTACK(user_namespace) { judge(unshare(CLONE_NEWUSER)); }
ATTACK(other_namespaces) {
  static const int KINDS[] = {CLONE_NEWNS, CLONE_NEWNET, CLONE_NEWPID, CLONE_NEWIPC, CLONE_NEWUTS, CLONE_NEWCGROUP};
  for (size_t at = 0; at < sizeof KINDS / sizeof *KINDS; at++)
    if (unshare(KINDS[at]) == 0) worked("unshare(%#x)", (unsigned)KINDS[at]);
  judge(-1);
}
ATTACK(cloning) {
  uint64_t how[11] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};
  long pid = syscall(SYS_clone3, how, 64);
  if (pid == 0) _exit(0);
  if (pid < 0) pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
  if (pid == 0) _exit(0);
  judge(pid);
}
ATTACK(joining) {
  static const char *const KINDS[] = {"net", "mnt", "pid", "user"};
  char path[40];
  for (size_t at = 0; at < 4; at++) {
    snprintf(path, sizeof path, "/proc/1/ns/%s", KINDS[at]);
    int place = open(path, O_RDONLY);
    if (place >= 0 && setns(place, 0) == 0) worked("joined %s", path);
  }
  judge(-1);
}
ATTACK(block_device) {
  if (mknod("/tmp/disk", S_IFBLK | 0600, makedev(8, 0)) == 0) worked("made a block device");
  judge(mknod("/tmp/memory", S_IFCHR | 0600, makedev(1, 1)));
}
ATTACK(devices) {
  DIR *folder = opendir("/dev");
  for (struct dirent *entry; folder && (entry = readdir(folder));) {
    static const char *const DANGEROUS[] = {"mem", "kmem", "port", "kmsg", "kvm", "vsock", "fuse", "loop-control", "vhost-net", "vhost-vsock"};
    struct stat status;
    if (fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0) continue;
    if (S_ISBLK(status.st_mode)) worked("/dev/%s is there", entry->d_name);
    for (size_t at = 0; at < sizeof DANGEROUS / sizeof *DANGEROUS; at++)
      if (strcmp(entry->d_name, DANGEROUS[at]) == 0) worked("/dev/%s is there", entry->d_name);
  }
  refused("none is there");
}
ATTACK(becoming_root) { judge(setuid(0)); }
ATTACK(is_root) {
  if (geteuid() == 0) worked("root");
  refused("still uid %d", (int)geteuid());
}
ATTACK(capabilities) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct wanted[2] = {{1u << CAP_SYS_ADMIN, 1u << CAP_SYS_ADMIN, 0}};
  judge(syscall(SYS_capset, &header, wanted));
}
ATTACK(has_capabilities) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct has[2] = {{0}};
  if (syscall(SYS_capget, &header, has) < 0) _exit(3);
  if (has[0].effective | has[0].permitted | has[1].effective) worked("%08x", has[0].effective | has[0].permitted);
  refused("none");
}
ATTACK(tracing) { judge(ptrace(PTRACE_SEIZE, 1, NULL, NULL)); }
ATTACK(tracing_parent) { judge(ptrace(PTRACE_SEIZE, getppid(), NULL, NULL)); }
ATTACK(reading_memory) {
  char byte;
  struct iovec here = {&byte, 1}, there = {(void *)0x400000, 1};
  judge(process_vm_readv(1, &here, 1, &there, 1, 0));
}
ATTACK(taking_descriptor) {
  int process = (int)syscall(SYS_pidfd_open, 1, 0);
  judge(process < 0 ? -1 : syscall(SYS_pidfd_getfd, process, 0, 0));
}
ATTACK(keys) {
  if (syscall(SYS_keyctl, 0, -3, 0) >= 0) worked("reads the session keyring");
  judge(syscall(SYS_add_key, "user", "issuewright", "x", 1, -2));
}
ATTACK(bpf) {
  uint32_t array[20] = {2, 4, 4, 1};
  judge(syscall(SYS_bpf, 0, array, sizeof array));
}
ATTACK(perf) {
  struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .exclude_kernel = 1};
  judge(syscall(SYS_perf_event_open, &event, 0, -1, -1, 0));
}
ATTACK(io_uring) {
  char settings[120] = {0};
  judge(syscall(SYS_io_uring_setup, 2, settings));
}
ATTACK(page_faults) { judge(syscall(SYS_userfaultfd, 1)); }
ATTACK(file_handles) {
  struct {
    unsigned bytes;
    int type;
    unsigned char handle[8];
  } root = {8, 1, {2}};
  judge(syscall(SYS_open_by_handle_at, AT_FDCWD, &root, O_RDONLY));
}
ATTACK(watching) { judge(syscall(SYS_fanotify_init, 0x200, 0)); }
ATTACK(modules) { judge(syscall(SYS_init_module, NULL, 0, "")); }
ATTACK(kexec) { judge(syscall(SYS_kexec_load, 0, 0, NULL, 0xffL)); }
ATTACK(rebooting) { judge(syscall(SYS_reboot, 0xfee1dead, 0, 0, NULL)); }
ATTACK(host_name) {
  char name[64] = "";
  gethostname(name, sizeof name - 1);
  judge(sethostname(name, strlen(name)));
}
ATTACK(kernel_log) {
  char text[64];
  judge(syscall(SYS_syslog, 3, text, sizeof text));
}
ATTACK(real_time) {
  struct sched_param first = {.sched_priority = 1};
  judge(sched_setscheduler(0, SCHED_FIFO, &first));
}
ATTACK(limits) {
  struct rlimit more = {1 << 20, 1 << 20};
  judge(setrlimit(RLIMIT_NOFILE, &more));
}
// opens PATH...: for writing, without writing. A program that runs never opens; its times say whether it may be changed.
ATTACK(opens) {
  for (int at = 0; at < count; at++) {
    if (open(words[at], O_WRONLY | O_NOCTTY) >= 0) worked("%s opens for writing", words[at]);
    if (errno == ETXTBSY && utimensat(AT_FDCWD, words[at], NULL, 0) == 0) worked("%s can be changed", words[at]);
  }
  judge(-1);
}
// creates FOLDER...
ATTACK(creates) {
  char path[200];
  for (int at = 0; at < count; at++) {
    snprintf(path, sizeof path, "%s/made-by-the-containment-proof", words[at]);
    if (open(path, O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0) unlink(path), worked("a file was made in %s", words[at]);
  }
  judge(-1);
}
ATTACK(descriptors) {
  char path[32], target[200];
  for (int at = 3; at < 100; at++) {
    snprintf(path, sizeof path, "/proc/self/fd/%d", at);
    ssize_t length = readlink(path, target, sizeof target);
    if (length > 0) worked("%d is %.*s", at, (int)length, target);
  }
  refused("only 0, 1 and 2 are open");
}

const Named ESCAPE[] = {{"mount", mounting}, {"remount", remounting}, {"bind", binding}, {"unmount", unmounting},
    {"fsopen", fs_open}, {"open-tree", tree_opening}, {"pivot-root", pivoting}, {"chroot", changing_root},
    {"user-namespace", user_namespace}, {"namespaces", other_namespaces}, {"clone", cloning}, {"setns", joining},
    {"mknod", block_device}, {"devices", devices}, {"setuid", becoming_root}, {"is-root", is_root},
    {"capset", capabilities}, {"capabilities", has_capabilities}, {"ptrace", tracing}, {"ptrace-parent", tracing_parent},
    {"read-memory", reading_memory}, {"take-descriptor", taking_descriptor}, {"keyring", keys}, {"bpf", bpf},
    {"perf", perf}, {"io-uring", io_uring}, {"userfaultfd", page_faults}, {"file-handles", file_handles},
    {"fanotify", watching}, {"init-module", modules}, {"kexec", kexec}, {"reboot", rebooting},
    {"sethostname", host_name}, {"kernel-log", kernel_log}, {"real-time", real_time}, {"rlimit", limits},
    {"opens", opens}, {"creates", creates}, {"descriptors", descriptors}, {NULL, NULL}};
