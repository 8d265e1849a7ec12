/* SPDX-License-Identifier: Apache-2.0 */
/* elf-file.h - what a shared object says about itself, read without loading it. */
#ifndef ELF_FILE_H
#define ELF_FILE_H

#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** One shared object of this machine's own ELF class, mapped for reading. */
struct elf_file {
	const unsigned char *data;
	size_t size;
	const ElfW(Ehdr) * header;
	const ElfW(Phdr) * segments; /**< header->e_phnum of them */
	const ElfW(Dyn) * dynamic;   /**< ends with DT_NULL */
	size_t dynamic_count;
};

/** @return 0, -errno from opening, -ENOEXEC: no shared object of this machine */
int elf_file_open(struct elf_file *f, const char *path);

void elf_file_close(struct elf_file *f);

/** Value of the first dynamic entry with this tag. @return false if absent */
bool elf_file_dynamic(
	const struct elf_file *f, ElfW(Sxword) tag, ElfW(Xword) * ret_value);

/** The segment of this type. @return NULL if absent */
const ElfW(Phdr) * elf_file_segment(const struct elf_file *f, uint32_t type);

/** Bytes of the file at a virtual address. @return NULL unless all `len` are there */
const void *elf_file_at(const struct elf_file *f, ElfW(Addr) address, size_t len);

/** A symbol that others can see. */
struct elf_export {
	const char *name;
	ElfW(Addr) address;
	size_t size;
	unsigned type; /**< STT_* */
};

/** Walk the exported symbols: index 0, 1, ... @return false at the end */
bool elf_file_export(
	const struct elf_file *f, size_t index, struct elf_export *ret_export);

/** Name of the function at an address, from the full symbol table.
 * @return NULL if there is none (stripped) */
const char *elf_file_name_of(const struct elf_file *f, ElfW(Addr) address);

/** Read entry `index` of an array of function pointers (DT_INIT_ARRAY), through its
 * relocation if there is one. */
ElfW(Addr) elf_file_pointer(const struct elf_file *f, ElfW(Addr) address);

#endif
