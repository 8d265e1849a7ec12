/* SPDX-License-Identifier: Apache-2.0 */
/* sim-re.h - libre, in files that know jansson too. */
#ifndef GATEHOUSE_SIM_RE_H
#define GATEHOUSE_SIM_RE_H

/* jansson has enumerators of the same names. */
#define JSON_STRING LIBRE_JSON_STRING
#define JSON_NULL   LIBRE_JSON_NULL
#include "re-compat.h"
#undef JSON_STRING
#undef JSON_NULL

#endif
