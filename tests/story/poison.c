/* SPDX-License-Identifier: Apache-2.0 */
/* poison.c - has the names of libre, and ends the process when one of them is called. */

#include <stdio.h>
#include <stdlib.h>

_Noreturn static void touched(const char *name)
{
	printf("# the poisoned %s() was called\n", name);
	fflush(stdout);
	abort();
}

#define POISON(name)                                                                   \
	__attribute__((visibility("default"))) void name(void);                        \
	void name(void)                                                                \
	{                                                                              \
		touched(#name);                                                        \
	}

/* What the plugin's part of libre is made of, and what it will use.  ADD A ROW */
// clang-format off
POISON(libre_init) POISON(libre_close) POISON(libre_exception_btrace)
POISON(re_main) POISON(re_cancel) POISON(re_debug) POISON(re_set_mutex)
POISON(re_thread_init) POISON(re_thread_close) POISON(re_thread_enter)
POISON(re_thread_leave) POISON(re_thread_check) POISON(re_alloc) POISON(re_once)
POISON(re_printf) POISON(re_fprintf) POISON(re_snprintf) POISON(re_vsnprintf)
POISON(re_sdprintf) POISON(re_vsdprintf) POISON(re_hprintf) POISON(re_vhprintf)
POISON(re_regex)
POISON(fd_listen) POISON(fd_close) POISON(fd_setsize) POISON(fd_poll) POISON(fd_debug)
POISON(poll_method_set) POISON(poll_method_get) POISON(poll_method_best)
POISON(poll_method_name) POISON(poll_method_type)
POISON(tmr_init) POISON(tmr_start) POISON(tmr_start_dbg) POISON(tmr_cancel)
POISON(tmr_poll) POISON(tmr_jiffies) POISON(tmr_jiffies_usec)
POISON(tmr_next_timeout) POISON(tmr_get_expire) POISON(tmr_debug) POISON(tmr_status)
POISON(mqueue_alloc) POISON(mqueue_push)
POISON(mem_alloc) POISON(mem_zalloc) POISON(mem_realloc) POISON(mem_reallocarray)
POISON(mem_ref) POISON(mem_deref) POISON(mem_nrefs) POISON(mem_debug)
POISON(mbuf_alloc) POISON(mbuf_init) POISON(mbuf_reset) POISON(mbuf_resize)
POISON(mbuf_write_mem) POISON(mbuf_printf)
POISON(list_init) POISON(list_flush) POISON(list_clear) POISON(list_append)
POISON(list_prepend) POISON(list_unlink) POISON(list_insert_sorted) POISON(list_sort)
POISON(list_apply) POISON(list_head) POISON(list_tail) POISON(list_count)
POISON(hash_alloc) POISON(hash_append) POISON(hash_unlink) POISON(hash_lookup)
POISON(net_sock_init) POISON(net_sock_close) POISON(net_inet_ntop)
POISON(net_inet_pton) POISON(net_sockopt_blocking_set) POISON(net_sockopt_reuse_set)
POISON(openssl_init) POISON(openssl_close) POISON(tls_alloc)
POISON(sa_init) POISON(sa_set_str) POISON(sa_set_in) POISON(sa_cmp) POISON(sa_decode)
POISON(udp_listen) POISON(udp_send) POISON(tcp_connect) POISON(tcp_listen)
POISON(tcp_accept) POISON(rtp_listen) POISON(rtp_send)
POISON(sip_alloc) POISON(sip_close) POISON(sip_listen) POISON(sip_transp_add)
POISON(sip_msg_decode) POISON(sip_reply) POISON(sip_replyf) POISON(sip_treply)
POISON(sip_drequestf) POISON(sip_requestf)
POISON(sipsess_listen) POISON(sipsess_accept) POISON(sipsess_answer)
POISON(sdp_session_alloc) POISON(sdp_media_add) POISON(sdp_decode) POISON(sdp_encode)
POISON(rand_u16) POISON(rand_u32) POISON(rand_u64) POISON(rand_str) POISON(rand_char)
POISON(md5) POISON(str_dup) POISON(str_ncpy) POISON(str_hex) POISON(pl_set_str)
POISON(pl_strcpy) POISON(pl_strcmp) POISON(pl_u32) POISON(dbg_init) POISON(dbg_printf)
POISON(dbg_warning) POISON(dbg_noprintf) POISON(dbg_handler_set)
