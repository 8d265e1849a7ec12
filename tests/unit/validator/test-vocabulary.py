#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test-vocabulary.py - the capability schemas hold, judged by an independent validator.

usage: test-vocabulary.py VOCABULARY_DIR SAMPLES
"""
import json
import pathlib
import sys

import jsonschema

CAPABILITIES = {"lock", "switch", "binary_sensor", "event", "sensor", "camera",
                "intercom", "button"}
MEMBERS = {"capability", "description", "descriptor", "state", "ops", "events"}
# The profile: what a host's own small validator understands.
KEYWORDS = set("""type enum const minimum maximum minLength maxLength pattern minItems maxItems
    uniqueItems items properties required additionalProperties allOf anyOf oneOf not if then else
    default title description format writeOnly readOnly examples""".split())
ONE = ("items", "not", "if", "then", "else")
MANY = ("allOf", "anyOf", "oneOf")


def schemas_in(document):
    """Every place of a vocabulary file that holds a schema: (path, schema)."""
    yield ("descriptor",), document["descriptor"]
    for name in ("state", "events"):
        if document[name] is not None:
            yield (name,), document[name]
    for op, parts in document["ops"].items():
        for part in ("args", "result"):
            yield ("ops", op, part), parts[part]


def outside_profile(schema):
    """Keywords the profile does not have."""
    found = set(schema) - KEYWORDS
    for key in ONE:
        if key in schema:
            found |= outside_profile(schema[key])
    for key in MANY:
        for part in schema.get(key, []):
            found |= outside_profile(part)
    for part in schema.get("properties", {}).values():
        found |= outside_profile(part)
    return found


def unguarded(schema):
    """Conditions that hold when the member they ask about is absent."""
    found = []
    condition = schema.get("if", {})
    for name, part in condition.get("properties", {}).items():
        if ("const" in part or "enum" in part) and name not in condition.get("required", []):
            found.append(name)
    for key in ONE:
        if key in schema:
            found += unguarded(schema[key])
    for part in schema.get("properties", {}).values():
        found += unguarded(part)
    return found


def samples_of(samples, path):
    for step in path:
        samples = samples.get(step, {})
    return samples


def check_file(name, document, samples):
    """@return the complaints about one vocabulary file"""
    wrong = []
    if set(document) != MEMBERS or document["capability"] != name:
        wrong.append("members are %s" % sorted(document))
    for path, schema in schemas_in(document):
        where = "/".join(path)
        jsonschema.Draft202012Validator.check_schema(schema)
        if outside_profile(schema):
            wrong.append("%s: outside the profile: %s" % (where, outside_profile(schema)))
        if unguarded(schema):
            wrong.append("%s: condition without required: %s" % (where, unguarded(schema)))
        judge = jsonschema.Draft202012Validator(schema)
        given = samples_of(samples, path)
        if not given and path[-1] != "result":
            wrong.append("%s: no samples" % where)
        wrong += ["%s: refuses %s" % (where, s) for s in given.get("good", [])
                  if not judge.is_valid(s)]
        wrong += ["%s: accepts %s" % (where, s) for s in given.get("bad", [])
                  if judge.is_valid(s)]
    return wrong


def main():
    files = {p.stem: p for p in pathlib.Path(sys.argv[1]).glob("*.json")}
    samples = json.loads(pathlib.Path(sys.argv[2]).read_text())
    results = [("every capability type has one file", [] if set(files) == CAPABILITIES
                else ["files are %s" % sorted(files)])]
    for name, path in sorted(files.items()):
        wrong = check_file(name, json.loads(path.read_text()), samples.get(name, {}))
        results.append(("%s is well formed, accepts the good, refuses the bad" % name, wrong))
    for number, (sentence, wrong) in enumerate(results, 1):
        for line in wrong:
            print("#", line)
        print("%sok %d - %s" % ("not " if wrong else "", number, sentence))
    print("1..%d" % len(results))
    return any(wrong for _, wrong in results)


sys.exit(main())
