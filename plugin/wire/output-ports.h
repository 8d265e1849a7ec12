/* SPDX-License-Identifier: Apache-2.0 */
/* output-ports.h - which alarm outputs a camera or recorder has. Pure. */
#ifndef GATEHOUSE_OUTPUT_PORTS_H
#define GATEHOUSE_OUTPUT_PORTS_H

#include "bytes.h"

enum { OUTPUT_PORTS_MAX = 256, OUTPUT_PORT_NUMBER_MAX = 65535 };

struct output_ports {
	unsigned short ids[OUTPUT_PORTS_MAX]; /**< never 0, each once, as listed */
	unsigned count;                       /**< 0: there are none */
	bool more; /**< there were more than OUTPUT_PORTS_MAX: they are left out */
};

/** Either of
 *   GET /ISAPI/System/IO/outputs: IOOutputPortList; ids 1, 2, ...
 *   GET /ISAPI/ContentMgmt/IOProxy/outputs: outputs of the cameras behind a recorder,
 *       IOProxyOutputPortList; ids channel * 100 + n: 701
 * @return 0; -EPROTO: not that document; -EMSGSIZE, -ELOOP; -EPERM: has a DTD; -ENOMEM
 *
 * Source: reported: cameras, NVRs; the second: the vendor's ISAPI guide, unverified */
int output_ports_parse(struct bytes body, struct output_ports *ret_ports);

#endif
