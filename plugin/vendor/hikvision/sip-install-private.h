/* SPDX-License-Identifier: Apache-2.0 */
/* sip-install-private.h - what the files of sip-install share. */
#ifndef GATEHOUSE_SIP_INSTALL_PRIVATE_H
#define GATEHOUSE_SIP_INSTALL_PRIVATE_H

#include "sip-install.h"

/* install-exchange.c: the requests. As sip_steps_ops; `user` is the sip_install. */
void sip_exchange_read(
	enum sip_place place, unsigned room, unsigned button, void *user);
void sip_exchange_write(enum sip_place place, unsigned room, unsigned button,
	const struct sip_settings *to, bool ours, void *user);
void sip_exchange_drop(void *user);

#endif
