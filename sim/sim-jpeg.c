/* SPDX-License-Identifier: Apache-2.0 */
/* sim-jpeg.c - a small picture that every decoder takes.
 *
 * Baseline JPEG, one grey component. Each block of 8x8 points has one shade, so it is a
 * difference to the block before and the sign for "no more": two tiny Huffman tables.
 * Source: ITU-T T.81 */

#include "sim-jpeg.h"

#include <stdlib.h>

enum {
	BLOCK = 8,
	BLOCKS_X = SIM_JPEG_WIDTH / BLOCK,
	BLOCKS_Y = SIM_JPEG_HEIGHT / BLOCK
};
enum { SIZE_CODE_BITS = 4 };

struct bits {
	struct mbuf *mb;
	unsigned held, count;
	int err;
};

static void put_bits(struct bits *bits, unsigned value, unsigned count)
{
	while (count--) {
		bits->held = bits->held << 1 | (value >> count & 1);
		if (++bits->count < 8)
			continue;
		bits->err |= mbuf_write_u8(bits->mb, (uint8_t)bits->held);
		if ((bits->held & 0xff) == 0xff)
			bits->err |= mbuf_write_u8(bits->mb, 0);
		bits->held = bits->count = 0;
	}
}

/* How many bits a difference takes; then its bits, negative ones less one; then the end
 * of the block. */
static void put_block(struct bits *bits, int difference)
{
	unsigned size = 0, value = (unsigned)abs(difference);

	while (value >> size)
		size++;
	put_bits(bits, size, SIZE_CODE_BITS);
	if (difference < 0)
		value = (1u << size) - 1 - value;
	put_bits(bits, value, size);
	put_bits(bits, 0, 1);
}

/* A sky, a door, and a bar at the bottom that moves with the number. */
static int shade(unsigned x, unsigned y, unsigned number)
{
	if (y == BLOCKS_Y - 1)
		return x <= number % BLOCKS_X ? 100 : -100;
	if (x > 14 && x < 25 && y > 8)
		return -60 + (int)(number / BLOCKS_X % 16);
	return 90 - 5 * (int)y;
}

static int write_head(struct mbuf *mb)
{
	// clang-format off
	static const uint8_t start[] = {
		0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
		0xff, 0xdb, 0, 67, 0,
	};
	static const uint8_t rest[] = {
		0xff, 0xc0, 0, 11, 8, SIM_JPEG_HEIGHT >> 8, SIM_JPEG_HEIGHT & 0xff,
			SIM_JPEG_WIDTH >> 8, SIM_JPEG_WIDTH & 0xff, 1, 1, 0x11, 0,
		/* sizes 0 to 11, four bits each */
		0xff, 0xc4, 0, 31, 0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
			0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
		/* the end of a block, one bit */
		0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0xff, 0xda, 0, 8, 1, 1, 0x00, 0, 63, 0,
	};
	// clang-format on
	int err = mbuf_write_mem(mb, start, sizeof(start));

	/* Divisors of 8: the number of a block is its shade. */
	for (unsigned i = 0; i < BLOCK * BLOCK; i++)
		err |= mbuf_write_u8(mb, BLOCK);
	return err | mbuf_write_mem(mb, rest, sizeof(rest));
}

int sim_jpeg_print(struct mbuf *mb, unsigned number)
{
	struct bits bits = {.mb = mb};
	int before = 0;

	bits.err = write_head(mb);
	for (unsigned i = 0; i < BLOCKS_X * BLOCKS_Y; i++) {
		int now = shade(i % BLOCKS_X, i / BLOCKS_X, number);

		put_block(&bits, now - before);
		before = now;
	}
	put_bits(&bits, 0x7f, 7); /* to a whole byte */
	bits.err |= mbuf_write_u8(mb, 0xff);
	return bits.err | mbuf_write_u8(mb, 0xd9);
}
