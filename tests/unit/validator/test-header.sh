#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# test-header.sh - the ABI header compiles as C99, C11 and C++17, every warning on.
# usage: test-header.sh INCLUDE_DIR SOURCE
include=$1
source=$2
count=0
failed=0

check() {
	language=$1
	shift
	count=$((count + 1))
	if "$@" -Wall -Wextra -Wpedantic -Werror -Wconversion -Wshadow -Wcast-qual \
		-Wundef -Wcast-align -Wpointer-arith -I"$include" -fsyntax-only \
		-x "$language" "$source" 2>&1 | sed 's/^/# /' | grep .; then
		failed=1
		printf 'not '
	fi
	echo "ok $count - compiles with $*"
}

for compiler in gcc clang; do
	command -v $compiler >/dev/null || continue
	check c $compiler -std=c99 -Wstrict-prototypes -Wmissing-prototypes
	check c $compiler -std=c11 -Wstrict-prototypes -Wmissing-prototypes
	[ $compiler = clang ] && check c clang -std=c11 -Weverything -Wno-padded
done
for compiler in g++ clang++; do
	command -v $compiler >/dev/null || continue
	check c++ $compiler -std=c++17
done
echo "1..$count"
exit $failed
