/* SPDX-License-Identifier: Apache-2.0 */
/* library-tests.c - the shared object as a file: nothing of it is loaded or run. */

#include "elf-file.h"
#include "subject.h"
#include "validator-test.h"
#include "verdict.h"

#include <elf.h>
#include <string.h>

static bool open_file(struct elf_file *f, const struct subject *s, struct verdict *v)
{
	int err = elf_file_open(f, s->path);

	return verdict_check(v, err == 0, "it is no shared object of this machine: %s",
		strerror(-err));
}

/* dp_plugin_<number> */
static bool is_entry_name(const char *name)
{
	static const char prefix[] = "dp_plugin_";
	size_t len = strlen(prefix);

	return strncmp(name, prefix, len) == 0 && name[len] &&
	       strspn(name + len, "0123456789") == strlen(name + len);
}

static void exports_one_symbol(const struct subject *s, struct verdict *v)
{
	struct elf_file f;
	struct elf_export e;
	unsigned entries = 0;

	if (!open_file(&f, s, v))
		return;
	for (size_t i = 0; elf_file_export(&f, i, &e); i++) {
		if (is_entry_name(e.name))
			entries++;
		else if (strncmp(e.name, "__odr_asan.", 11) != 0) /* a sanitizer's */
			verdict_fail(v, "it exports \"%s\" too", e.name);
	}
	verdict_check(v, entries > 0, "it exports no " DP_ENTRY_SYMBOL);
	elf_file_close(&f);
}

static void nodelete_flag(const struct subject *s, struct verdict *v)
{
	struct elf_file f;
	ElfW(Xword) flags = 0;

	if (!open_file(&f, s, v))
		return;
	elf_file_dynamic(&f, DT_FLAGS_1, &flags);
	verdict_check(v, flags & DF_1_NODELETE, "the flag NODELETE is not set");
	elf_file_close(&f);
}

static void no_textrel(const struct subject *s, struct verdict *v)
{
	struct elf_file f;
	ElfW(Xword) flags = 0, ignored;
	const ElfW(Phdr) * stack;

	if (!open_file(&f, s, v))
		return;
	elf_file_dynamic(&f, DT_FLAGS, &flags);
	verdict_check(v,
		!(flags & DF_TEXTREL) && !elf_file_dynamic(&f, DT_TEXTREL, &ignored),
		"its code is patched when it is loaded (DT_TEXTREL)");
	verdict_check(v, elf_file_segment(&f, PT_GNU_RELRO),
		"its tables stay writable after loading (no PT_GNU_RELRO)");
	stack = elf_file_segment(&f, PT_GNU_STACK);
	verdict_check(v, stack && !(stack->p_flags & PF_X),
		"it makes the process's stacks executable");
	elf_file_close(&f);
}

/* What a compiler's start files, or a sanitizer, put there by themselves. */
static bool is_toolchains(const char *name)
{
	static const char *const names[] = {
		"frame_dummy", "__do_global_dtors_aux", "_init", "_fini"};
	static const char *const prefixes[] = {"asan.", "tsan.", "sancov.", "ubsan."};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	}
	/* gcc names its sanitizers' constructors _sub_I_00099_0 and the like */
	return strncmp(name, "_sub_I_", 7) == 0 || strncmp(name, "_sub_D_", 7) == 0;
}

/* One of the arrays of functions that run at loading or at exit. */
static void check_array(const struct elf_file *f, ElfW(Sxword) array_tag,
	ElfW(Sxword) size_tag, const char *when, struct verdict *v)
{
	ElfW(Xword) array, size;
	unsigned nameless = 0;

	if (!elf_file_dynamic(f, array_tag, &array) ||
		!elf_file_dynamic(f, size_tag, &size))
		return;
	for (ElfW(Xword) i = 0; i < size / sizeof(ElfW(Addr)); i++) {
		const char *name = elf_file_name_of(
			f, elf_file_pointer(f, array + i * sizeof(ElfW(Addr))));

		if (name && !is_toolchains(name))
			verdict_fail(v, "the function \"%s\" runs %s", name, when);
		nameless += !name;
	}
	/* Stripped: one entry is the start files' own. */
	verdict_check(v, nameless <= 1, "%u functions run %s", nameless, when);
}

static void check_single(
	const struct elf_file *f, ElfW(Sxword) tag, const char *when, struct verdict *v)
{
	ElfW(Xword) address;
	const char *name;

	if (!elf_file_dynamic(f, tag, &address))
		return;
	name = elf_file_name_of(f, address);
	if (name && !is_toolchains(name))
		verdict_fail(v, "the function \"%s\" runs %s", name, when);
}

static void no_constructors(const struct subject *s, struct verdict *v)
{
	struct elf_file f;

	if (!open_file(&f, s, v))
		return;
	check_array(&f, DT_INIT_ARRAY, DT_INIT_ARRAYSZ, "when it is loaded", v);
	check_array(&f, DT_FINI_ARRAY, DT_FINI_ARRAYSZ, "when the process ends", v);
	check_single(&f, DT_INIT, "when it is loaded", v);
	check_single(&f, DT_FINI, "when the process ends", v);
	elf_file_close(&f);
}

/* Does [address, +size) lie in memory that is read-only once the loader is done? */
static bool is_constant(const struct elf_file *f, ElfW(Addr) address, size_t size)
{
	for (unsigned i = 0; i < f->header->e_phnum; i++) {
		const ElfW(Phdr) *p = &f->segments[i];
		bool constant = p->p_type == PT_GNU_RELRO ||
				(p->p_type == PT_LOAD && !(p->p_flags & PF_W));

		if (constant && address >= p->p_vaddr &&
			address + size <= p->p_vaddr + p->p_memsz)
			return true;
	}
	return false;
}

static void entry_static(const struct subject *s, struct verdict *v)
{
	struct elf_file f;
	struct elf_export e;

	if (!open_file(&f, s, v))
		return;
	for (size_t i = 0; elf_file_export(&f, i, &e); i++) {
		if (strcmp(e.name, DP_ENTRY_SYMBOL) != 0)
			continue;
		verdict_check(v, e.type == STT_OBJECT, "the entry is not data");
		verdict_check(v, e.size >= sizeof(dp_plugin),
			"the entry has %zu bytes, a dp_plugin has %zu", e.size,
			sizeof(dp_plugin));
		/* Without relro nothing with a pointer is constant: another test. */
		if (elf_file_segment(&f, PT_GNU_RELRO))
			verdict_check(v, is_constant(&f, e.address, e.size),
				"the entry can be written to: it is not const");
	}
	elf_file_close(&f);
}

const struct validator_test library_tests[] = {
	{
		.name = "exports-one-symbol",
		.rule = "A plugin exports its entry, dp_plugin_1, and nothing else.",
		.description =
			"Reads the dynamic symbol table. Entries of other majors "
			"(dp_plugin_2) are allowed beside it. Link with "
			"-fvisibility=hidden, and for static libraries inside with "
			"-Wl,--exclude-libs,ALL or a version script.",
		.run = exports_one_symbol,
	},
	{
		.name = "nodelete-flag",
		.rule = "A plugin is linked with -Wl,-z,nodelete.",
		.description =
			"Reads DT_FLAGS_1. Libraries such as libcurl must not be "
			"unmapped while the process lives, and per-thread keys are "
			"lost with every reload.",
		.run = nodelete_flag,
	},
	{
		.name = "no-textrel",
		.rule = "A plugin has no text relocations, has relro, and needs no "
			"executable stack.",
		.description =
			"Reads the dynamic section and the program headers. Compile "
			"with -fPIC, link with -Wl,-z,relro -Wl,-z,noexecstack.",
		.run = no_textrel,
	},
	{
		.name = "no-constructors",
		.rule = "Loading a plugin runs no code of it, nor does exiting.",
		.description =
			"Reads DT_INIT, DT_INIT_ARRAY and their counterparts. Only "
			"what the compiler's start files and sanitizers put there is "
			"allowed.",
		.run = no_constructors,
	},
	{
		.name = "entry-static",
		.rule = "The entry is const data, so the same objects can be linked "
			"statically into a host.",
		.description =
			"Reads the symbol's type and size, and looks where it lies: "
			"in a read-only segment, or in memory that is read-only after "
			"relocation.",
		.run = entry_static,
	},
	{0},
};
