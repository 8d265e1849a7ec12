/* SPDX-License-Identifier: Apache-2.0 */
/* sim-re.h - libre, for the simulators. */
#ifndef GATEHOUSE_SIM_RE_H
#define GATEHOUSE_SIM_RE_H

/* Without these, re_types.h 1.1.0 replaces bool and the integer types by its own. */
#ifndef HAVE_STDBOOL_H
#define HAVE_STDBOOL_H 1
#endif
#ifndef HAVE_INTTYPES_H
#define HAVE_INTTYPES_H 1
#endif
#ifndef HAVE_INET6
#define HAVE_INET6 1
#endif
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* jansson has enumerators of the same names. */
#define JSON_STRING LIBRE_JSON_STRING
#define JSON_NULL   LIBRE_JSON_NULL
#include <re.h>
#undef JSON_STRING
#undef JSON_NULL

#endif
