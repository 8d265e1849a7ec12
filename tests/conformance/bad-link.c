/* SPDX-License-Identifier: Apache-2.0 */
/* bad-link.c - what else a badly linked module holds (bad-link.h). */

#include "bad-link.h"

#include <fcntl.h>
#include <unistd.h>

/* A second symbol that others can see. */
#if defined(BAD_LINK_EXTRA)
extern DP_EXPORT const int bad_extra_symbol;
const int bad_extra_symbol = 1;
#endif

/* Code that runs when the module is loaded, or when the process ends. */
#if defined(BAD_LINK_CONSTRUCTOR)
static volatile int loaded;
__attribute__((constructor)) static void at_loading(void)
{
	loaded = 1;
}
#endif

#if defined(BAD_LINK_DESTRUCTOR)
static volatile int ended;
__attribute__((destructor)) static void at_exit(void)
{
	ended = 1;
}
#endif

/* An address in the code that has to be patched. */
#if defined(BAD_LINK_TEXTREL)
__asm__(".text\n.quad bad_link_anchor\n.data\nbad_link_anchor: .quad 0\n.text\n");
#endif

/* Something nobody defines. */
#if defined(BAD_LINK_UNDEFINED)
int nobody_defines_this(void);
int bad_link_call(void);
int bad_link_call(void)
{
	return nobody_defines_this();
}
#endif

/* Code that runs at loading without being a constructor: the resolver of an indirect
 * function. */
#if defined(BAD_LINK_SLOW) || defined(BAD_LINK_EFFECT)
static void resolved(void)
{
}

__attribute__((used)) static void (*resolve(void))(void)
{
#if defined(BAD_LINK_SLOW)
	for (volatile unsigned long i = 0; i < 400000000ul; i++)
		;
#else
	open("/dev/null", O_RDONLY);
#endif
	return resolved;
}

void bad_link_indirect(void) __attribute__((ifunc("resolve")));
void bad_link_call(void);
void bad_link_call(void)
{
	bad_link_indirect();
}
#endif
