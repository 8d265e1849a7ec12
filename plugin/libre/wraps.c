/* SPDX-License-Identifier: Apache-2.0 */
/* wraps.c - mends of libre, put in by the linker (--wrap), without touching libre.
 *
 * They take the place of the named functions for everything linked with libre_dep. libre
 * is the only caller of gettimeofday(), signal() and __sysv_signal() there; for our own
 * calls of the others, close-on-exec is what we want as well. */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef void signal_fn(int number);

int __real_socket(int domain, int type, int protocol);
int __wrap_socket(int domain, int type, int protocol);
int __wrap_accept(int fd, struct sockaddr *address, socklen_t *len);
int __wrap_pipe(int fds[2]);
int __wrap_epoll_create(int size);
int __wrap_gettimeofday(struct timeval *now, void *zone);
signal_fn *__wrap___sysv_signal(int number, signal_fn *handler);
signal_fn *__wrap_signal(int number, signal_fn *handler);

/* libre sets close-on-exec nowhere, up to 4.10: a program the host starts would keep our
 * SIP ports busy. */
int __wrap_socket(int domain, int type, int protocol)
{
	return __real_socket(domain, type | SOCK_CLOEXEC, protocol);
}

int __wrap_accept(int fd, struct sockaddr *address, socklen_t *len)
{
	return accept4(fd, address, len, SOCK_CLOEXEC);
}

int __wrap_pipe(int fds[2])
{
	return pipe2(fds, O_CLOEXEC);
}

int __wrap_epoll_create(int size)
{
	if (size <= 0) {
		errno = EINVAL;
		return -1;
	}
	return epoll_create1(EPOLL_CLOEXEC);
}

/* Before 2.1.0 libre's timers run on the wall clock: a step of it, as on a Raspberry Pi
 * that learns the time after boot, fires or freezes all of them. */
int __wrap_gettimeofday(struct timeval *now, void *zone)
{
	struct timespec t;

	(void)zone;
	if (clock_gettime(CLOCK_MONOTONIC, &t) < 0)
		return -1;
	now->tv_sec = t.tv_sec;
	now->tv_usec = t.tv_nsec / 1000;
	return 0;
}

/* libre_init() takes the whole process's SIGPIPE for itself. It is the host's. */
signal_fn *__wrap___sysv_signal(int number, signal_fn *handler)
{
	(void)number;
	(void)handler;
	return SIG_DFL;
}

signal_fn *__wrap_signal(int number, signal_fn *handler)
{
	return __wrap___sysv_signal(number, handler);
}
