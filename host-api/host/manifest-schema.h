/* SPDX-License-Identifier: Apache-2.0 */
/* manifest-schema.h - the schema that every manifest must fit. */
#ifndef GATEHOUSE_MANIFEST_SCHEMA_H
#define GATEHOUSE_MANIFEST_SCHEMA_H

/** JSON text, in the profile itself. */
extern const char manifest_schema[];

#endif
