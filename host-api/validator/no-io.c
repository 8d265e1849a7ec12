/* SPDX-License-Identifier: Apache-2.0 */
/* no-io.c - forbids this process what create() must not do. */

#include "no-io.h"

#include "sandbox.h"
#include "verdict.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

struct call_name {
	int number;
	const char *name;
};

static const struct call_name forbidden[] = {
	{SYS_socket, "socket"},
	{SYS_connect, "connect"},
	{SYS_clone, "clone (a thread or a process)"},
	{SYS_clone3, "clone3 (a thread or a process)"},
	{SYS_execve, "execve"},
	{SYS_openat, "openat (a file for writing)"},
};

static void caught(int number, siginfo_t *info, void *context)
{
	struct verdict v = {0};
	const char *name = "something";

	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
		if (forbidden[i].number == info->si_syscall)
			name = forbidden[i].name;
	}
	verdict_fail(&v, "create() made the system call %s", name);
	sandbox_send(&v);
	_exit(0);
}

bool no_io_from_now_on(void)
{
	struct sigaction action = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO};
	// clang-format off
	struct sock_filter rules[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 8, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_connect, 7, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 6, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 5, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 4, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 2),
		/* openat: flags are the low half of argument three (little endian) */
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
	};
	// clang-format on
	struct sock_fprog program = {
		.len = sizeof(rules) / sizeof(rules[0]), .filter = rules};

	if (sigaction(SIGSYS, &action, NULL) < 0 ||
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return false;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
