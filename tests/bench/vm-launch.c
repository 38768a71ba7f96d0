/* vm-launch PROGRAM ARGS...: runs an incusd, and all that it starts, as if this kernel could do what Incus wants
 * for virtual machines and what the tests never use. Three calls are answered differently, nothing gains a right:
 *
 *   ioctl VHOST_VSOCK_SET_GUEST_CID   says yes: the guests' vsock device is taken out of their configuration
 *   setting RLIMIT_MEMLOCK            says yes: QEMU would lock memory only for devices that are passed through
 *   bind to vsock address 2, "host"   becomes "any": without vsock_loopback no address 2 exists
 *
 * A seccomp filter answers the first two. The third has to change the caller's memory: a child of ours, outside the
 * filter, is notified of each bind. It ends with the last process under the filter. */
#define _GNU_SOURCE
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/vhost.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>
#include <linux/vm_sockets.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define SKIP_UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (count))
#define ANSWER(action) BPF_STMT(BPF_RET | BPF_K, (action))
/* One rule: call CALL with VALUE as the low half of its argument ARG is answered with ACTION; others fall through. */
#define RULE(call, arg, value, action) \
  LOAD(nr), SKIP_UNLESS(call, 3), LOAD(args[arg]), SKIP_UNLESS(value, 1), ANSWER(action)
#define SAY_YES (SECCOMP_RET_ERRNO | 0)

static int fail(const char *what) {
  perror(what);
  return 1;
}

static int install_filter(void) {
  static struct sock_filter rules[] = {
    LOAD(arch), SKIP_UNLESS(AUDIT_ARCH_X86_64, 1), BPF_STMT(BPF_JMP | BPF_JA, 1), ANSWER(SECCOMP_RET_ALLOW),
    RULE(SYS_ioctl, 1, VHOST_VSOCK_SET_GUEST_CID, SAY_YES),
    RULE(SYS_setrlimit, 0, RLIMIT_MEMLOCK, SAY_YES),
    RULE(SYS_prlimit64, 2, 0, SECCOMP_RET_ALLOW), /* no new limit: only asks */
    RULE(SYS_prlimit64, 1, RLIMIT_MEMLOCK, SAY_YES),
    RULE(SYS_bind, 2, sizeof(struct sockaddr_vm), SECCOMP_RET_USER_NOTIF),
    ANSWER(SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { sizeof rules / sizeof *rules, rules };
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

static void host_becomes_any(pid_t caller, void *where) {
  struct sockaddr_vm address;
  struct iovec here = { &address, sizeof address }, there = { where, sizeof address };
  if (process_vm_readv(caller, &here, 1, &there, 1, 0) != sizeof address) return;
  if (address.svm_family != AF_VSOCK || address.svm_cid != VMADDR_CID_HOST) return;
  address.svm_cid = VMADDR_CID_ANY;
  process_vm_writev(caller, &here, 1, &there, 1, 0);
}

static int supervise(int listener) {
  struct pollfd bind_or_end = { listener, POLLIN, 0 };
  while (poll(&bind_or_end, 1, -1) == 1 && bind_or_end.revents & POLLIN) {
    struct seccomp_notif call = { 0 };
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call)) continue; /* the caller has died meanwhile */
    host_becomes_any((pid_t)call.pid, (void *)call.data.args[1]);
    struct seccomp_notif_resp go_on = { .id = call.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &go_on);
  }
  return 0;
}

/* The filter's owner keeps its process id, so the supervisor, its child, fetches the listener from it. */
static int child(int channel, pid_t owner) {
  int number;
  if (read(channel, &number, sizeof number) != sizeof number) return 1;
  int process = (int)syscall(SYS_pidfd_open, owner, 0);
  int listener = process < 0 ? -1 : (int)syscall(SYS_pidfd_getfd, process, number, 0);
  if (listener < 0) return fail("vm-launch: pidfd_getfd");
  close(process);
  close(channel); /* tells the owner to go on */
  return supervise(listener);
}

int main(int count, char **arguments) {
  int channel[2];
  char none;
  if (count < 2) {
    fputs("usage: vm-launch PROGRAM ARGS...\n", stderr);
    return 2;
  }
  pid_t owner = getpid();
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel)) return fail("vm-launch: socketpair");
  pid_t supervisor = fork();
  if (supervisor < 0) return fail("vm-launch: fork");
  if (supervisor == 0) {
    close(channel[0]);
    _exit(child(channel[1], owner));
  }
  close(channel[1]);
  int listener = install_filter();
  if (listener < 0) return fail("vm-launch: seccomp");
  if (write(channel[0], &listener, sizeof listener) != sizeof listener) return fail("vm-launch: write");
  if (read(channel[0], &none, 1) != 0) return fail("vm-launch: read");
  execvp(arguments[1], arguments + 1); /* the listener closes itself here; the supervisor's copy stays */
  return fail(arguments[1]);
}
