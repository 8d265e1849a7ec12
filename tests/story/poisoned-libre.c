/* SPDX-License-Identifier: Apache-2.0 */
/* poisoned-libre.c - a host whose libre must never be called: the plugin has its own. */

#include "embedder.h"
#include "story.h"

#include <dlfcn.h>
#include <stdio.h>

/* The lookup that a plugin with an unresolved re_main() would get. */
static bool is_everybodys(void *poison, const char *name)
{
	void *symbol = dlsym(RTLD_DEFAULT, name);

	return symbol && symbol == dlsym(poison, name);
}

static void it_rings_and_unlocks_on_its_own_libre(void)
{
	void *poison = dlopen(POISON_LIBRE, RTLD_NOW | RTLD_GLOBAL);
	struct story s = story_begin(NULL);
	struct guest g;
	struct embedder e;

	CHECK(poison && is_everybodys(poison, "re_main"));
	CHECK(is_everybodys(poison, "libre_init") &&
		is_everybodys(poison, "fd_listen"));
	g = guest_load();
	embedder_init_at(&e, &g, &s);
	embedder_start(&e);
	embedder_does_its_job(&e, &s);
	embedder_stop(&e);
	embedder_destroy(&e);
	embedder_finish(&e);
	guest_unload(&g);
	story_end(&s);
}

int main(int argc, char **argv)
{
	static const struct test tests[] = {
		TEST(it_rings_and_unlocks_on_its_own_libre),
		{NULL, NULL},
	};

	return check_main(tests, argc, argv);
}
