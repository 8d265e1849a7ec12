/* SPDX-License-Identifier: Apache-2.0 */
/* sim-jpeg.h - a small picture that every decoder takes, without an encoder's library. */
#ifndef GATEHOUSE_SIM_JPEG_H
#define GATEHOUSE_SIM_JPEG_H

#include "sim-re.h"

enum { SIM_JPEG_WIDTH = 320, SIM_JPEG_HEIGHT = 240 };

/** A grey picture of blocks. Two numbers in a row never give the same bytes, so a test
 * can tell a new picture from an old one.
 * @return 0 or an error number */
int sim_jpeg_print(struct mbuf *mb, unsigned number);

#endif
