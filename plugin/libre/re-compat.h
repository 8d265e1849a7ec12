/* SPDX-License-Identifier: Apache-2.0 */
/* re-compat.h - libre, whichever: 1.1.0 (Debian 12) to 4.x. The one place that includes
 * <re.h>; what differs between versions is spelled one way here.
 *
 * libre's headers define min, max, MIN, MAX, BREAKPOINT and FD_READ: include this after
 * everything else, and only from .c files. libre's errors are positive; negate them at
 * this border. */
#ifndef GATEHOUSE_RE_COMPAT_H
#define GATEHOUSE_RE_COMPAT_H

#include "libre-features.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <re.h>

#define DEBUG_MODULE "gatehouse" /* re_dbg.h wants both */
#define DEBUG_LEVEL  0
#include <re_dbg.h>
#undef DEBUG_MODULE
#undef DEBUG_LEVEL

/** A descriptor on libre's loop. All-zero is one that is not watched. */
struct re_watch {
	int fd;
	void *handle; /**< struct re_fhs of libre >= 3.6, where there is one */
};

/** libre complains on stderr, which is the host's: of a port that is taken, say, which we
 * report ourselves. */
static inline void re_hush(void)
{
	dbg_init(DBG_EMERG, DBG_NONE);
}

#if RE_HAVE_FHS

/** Watch, or change what is watched for. @return 0 or a positive errno */
static inline int re_watch_set(
	struct re_watch *w, int fd, int flags, fd_h *fn, void *arg)
{
	struct re_fhs *handle = w->handle;
	int err = fd_listen(&handle, fd, flags, fn, arg);

	w->fd = fd;
	w->handle = err ? NULL : handle;
	return err;
}

static inline void re_watch_clear(struct re_watch *w)
{
	w->handle = fd_close(w->handle);
}

/** Give this thread its own libre loop. @return 0 or a positive errno */
static inline int re_loop_open(void)
{
	re_hush();
	return libre_init(); /* makes the thread's loop, since 2.5 */
}

#else

/** Watch, or change what is watched for. @return 0 or a positive errno */
static inline int re_watch_set(
	struct re_watch *w, int fd, int flags, fd_h *fn, void *arg)
{
	int err = fd_listen(fd, flags, fn, arg);

	w->fd = fd;
	w->handle = err ? NULL : w;
	return err;
}

static inline void re_watch_clear(struct re_watch *w)
{
	if (w->handle)
		fd_close(w->fd);
	w->handle = NULL;
}

/** Give this thread its own libre loop. @return 0 or a positive errno */
static inline int re_loop_open(void)
{
	int err = re_thread_init();

	if (err)
		return err;
	re_hush();
	err = libre_init();
	if (err)
		re_thread_close();
	return err;
}

#endif

static inline void re_loop_close(void)
{
	libre_close();
	re_thread_close();
}

/* Arguments that only newer versions have, with their commas:
 *   sipsess_accept(&sess, sock, msg, 180, "Ringing", RE_SESS_REL100 user, ...)
 *   rtp_send(rs, &to, ext, marker, type, stamp, RE_RTP_JFS mb) */
#if RE_HAVE_REL100
#define RE_SESS_REL100 REL100_DISABLED,
#else
#define RE_SESS_REL100
#endif

#if RE_HAVE_RTP_JFS
#define RE_RTP_JFS tmr_jiffies(),
#else
#define RE_RTP_JFS
#endif

/** The descriptor of a UDP socket of libre, for IPv4 or (before 4.0 told apart) IPv6. */
#if RE_UDP_FD_1ARG
#define re_udp_fd(us, family) ((int)udp_sock_fd(us))
#else
#define re_udp_fd(us, family) udp_sock_fd((us), (family))
#endif

#endif
