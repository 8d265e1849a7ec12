/* SPDX-License-Identifier: Apache-2.0 */
/* toy-module.h - what toy-module.so exports: one symbol, `toy_module`. */
#ifndef GATEHOUSE_TOY_MODULE_H
#define GATEHOUSE_TOY_MODULE_H

struct toy_module {
	/** Start the reactor, GET http://127.0.0.1:port/ok, end the reactor.
	 * @return HTTP status or -errno */
	int (*visit)(unsigned port);
};

extern const struct toy_module toy_module;

#endif
