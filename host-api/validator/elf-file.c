/* SPDX-License-Identifier: Apache-2.0 */
/* elf-file.c - what a shared object says about itself, read without loading it. */

#include "elf-file.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes [offset, offset + len) of the file, or NULL. */
static const void *slice(const struct elf_file *f, uint64_t offset, uint64_t len)
{
	if (offset > f->size || len > f->size - offset)
		return NULL;
	return f->data + offset;
}

static int map(struct elf_file *f, const char *path)
{
	struct stat st;
	void *data;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0) {
		int err = -errno;

		close(fd);
		return err;
	}
	data = st.st_size > 0
		       ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0)
		       : MAP_FAILED;
	close(fd);
	if (data == MAP_FAILED)
		return -ENOEXEC;
	f->data = data;
	f->size = (size_t)st.st_size;
	return 0;
}

static bool read_headers(struct elf_file *f)
{
	const ElfW(Phdr) * dynamic;
	unsigned char class = sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32;

	f->header = slice(f, 0, sizeof(*f->header));
	if (!f->header || memcmp(f->header->e_ident, ELFMAG, SELFMAG) != 0 ||
		f->header->e_ident[EI_CLASS] != class || f->header->e_type != ET_DYN ||
		f->header->e_phentsize != sizeof(ElfW(Phdr)))
		return false;
	f->segments = slice(f, f->header->e_phoff,
		(uint64_t)f->header->e_phnum * sizeof(ElfW(Phdr)));
	dynamic = f->segments ? elf_file_segment(f, PT_DYNAMIC) : NULL;
	if (!dynamic)
		return false;
	f->dynamic = slice(f, dynamic->p_offset, dynamic->p_filesz);
	f->dynamic_count = dynamic->p_filesz / sizeof(ElfW(Dyn));
	return f->dynamic != NULL;
}

int elf_file_open(struct elf_file *f, const char *path)
{
	int err;

	memset(f, 0, sizeof(*f));
	err = map(f, path);
	if (err)
		return err;
	if (!read_headers(f)) {
		elf_file_close(f);
		return -ENOEXEC;
	}
	return 0;
}

void elf_file_close(struct elf_file *f)
{
	if (f->data)
		munmap((void *)(uintptr_t)f->data, f->size);
	memset(f, 0, sizeof(*f));
}

bool elf_file_dynamic(
	const struct elf_file *f, ElfW(Sxword) tag, ElfW(Xword) * ret_value)
{
	for (size_t i = 0; i < f->dynamic_count && f->dynamic[i].d_tag != DT_NULL;
		i++) {
		if (f->dynamic[i].d_tag == tag) {
			*ret_value = f->dynamic[i].d_un.d_val;
			return true;
		}
	}
	return false;
}

const ElfW(Phdr) * elf_file_segment(const struct elf_file *f, uint32_t type)
{
	for (unsigned i = 0; i < f->header->e_phnum; i++) {
		if (f->segments[i].p_type == type)
			return &f->segments[i];
	}
	return NULL;
}

const void *elf_file_at(const struct elf_file *f, ElfW(Addr) address, size_t len)
{
	for (unsigned i = 0; i < f->header->e_phnum; i++) {
		const ElfW(Phdr) *s = &f->segments[i];

		if (s->p_type != PT_LOAD || address < s->p_vaddr)
			continue;
		if (address - s->p_vaddr <= s->p_filesz &&
			len <= s->p_filesz - (address - s->p_vaddr))
			return slice(f, s->p_offset + (address - s->p_vaddr), len);
	}
	return NULL;
}

/* A section of this type, with the string table it refers to. */
static const ElfW(Shdr) * section(const struct elf_file *f, uint32_t type,
				  const ElfW(Shdr) * *ret_strings)
{
	const ElfW(Shdr) *all = slice(f, f->header->e_shoff,
		(uint64_t)f->header->e_shnum * sizeof(ElfW(Shdr)));

	for (unsigned i = 0; all && f->header->e_shoff && i < f->header->e_shnum; i++) {
		if (all[i].sh_type != type || all[i].sh_link >= f->header->e_shnum)
			continue;
		*ret_strings = &all[all[i].sh_link];
		return &all[i];
	}
	return NULL;
}

/* Symbol `index` of a table section. @return false past the end */
static bool symbol(const struct elf_file *f, uint32_t type, size_t index,
	const ElfW(Sym) * *ret_symbol, const char **ret_name)
{
	const ElfW(Shdr) *strings = NULL;
	const ElfW(Shdr) *table = section(f, type, &strings);
	const ElfW(Sym) * symbols;
	const char *text;

	if (!table || index >= table->sh_size / sizeof(ElfW(Sym)))
		return false;
	symbols = slice(f, table->sh_offset, table->sh_size);
	text = slice(f, strings->sh_offset, strings->sh_size);
	if (!symbols || !text || !strings->sh_size || text[strings->sh_size - 1])
		return false;
	if (symbols[index].st_name >= strings->sh_size)
		return false;
	*ret_symbol = &symbols[index];
	*ret_name = text + symbols[index].st_name;
	return true;
}

static bool is_export(const ElfW(Sym) * s)
{
	unsigned bind = ELF64_ST_BIND(s->st_info);
	unsigned visibility = ELF64_ST_VISIBILITY(s->st_other);

	return s->st_shndx != SHN_UNDEF && s->st_shndx != SHN_ABS &&
	       bind != STB_LOCAL &&
	       (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

bool elf_file_export(
	const struct elf_file *f, size_t index, struct elf_export *ret_export)
{
	const ElfW(Sym) * s;
	const char *name;

	for (size_t i = 0; symbol(f, SHT_DYNSYM, i, &s, &name); i++) {
		if (!is_export(s) || index-- > 0)
			continue;
		*ret_export = (struct elf_export){.name = name,
			.address = s->st_value,
			.size = s->st_size,
			.type = ELF64_ST_TYPE(s->st_info)};
		return true;
	}
	return false;
}

const char *elf_file_name_of(const struct elf_file *f, ElfW(Addr) address)
{
	const ElfW(Sym) * s;
	const char *name;

	for (size_t i = 0; symbol(f, SHT_SYMTAB, i, &s, &name); i++) {
		if (s->st_value == address && ELF64_ST_TYPE(s->st_info) == STT_FUNC)
			return name;
	}
	return NULL;
}

ElfW(Addr) elf_file_pointer(const struct elf_file *f, ElfW(Addr) address)
{
	ElfW(Xword) table, size;
	const ElfW(Rela) * relocations;
	const ElfW(Addr) *in_place = elf_file_at(f, address, sizeof(*in_place));

	if (elf_file_dynamic(f, DT_RELA, &table) &&
		elf_file_dynamic(f, DT_RELASZ, &size)) {
		relocations = elf_file_at(f, table, size);
		for (size_t i = 0; relocations && i < size / sizeof(*relocations);
			i++) {
			if (relocations[i].r_offset == address)
				return (ElfW(Addr))relocations[i].r_addend;
		}
	}
	return in_place ? *in_place : 0;
}
