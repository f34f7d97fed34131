import { expect, test } from "vitest";
import { compileForm } from "../../../shared/denial/compile-form.ts";

test.each([
  ["task/{cluster}/*", "task/blue/7f", "task/blue/*"],
  ["task/{cluster}/*", "task/7f", null],
  ["a:*:b/{name}", "a:7f:b/x", "a:*:b/x"],
  ["a:*:b/{name}", "a:7:f:b/x", null],
  ["def/{name}:#", "def/api:42", "def/api:*"],
  ["def/{name}:#", "def/api:latest", null],
  ["s:{name+}-??", "s:a/b-Z9", "s:a/b-??"],
  ["s:{name+}-??", "s:a/b-Z9x", null],
  ["g:{name+}:s:* > g:{name+}", "g:/x/y:s:1:2", "g:/x/y"],
  ["{bucket}/*", "b/line\nbreak", "b/*"],
  ["a.b/{name}", "aXb/n", null],
  ["{one}/{two}", "$2/$1", "$2/$1"],
])("compileForm(%j) folds %j", (notation, resource, folded) => {
  const form = compileForm(notation);
  expect(form.fold(resource)).toBe(folded);
});

test.each([
  ["task/{cluster}/*", "task/"],
  ["{bucket}/*", ""],
])("compileForm(%j) tells what all its resources start with", (notation, start) => {
  expect(compileForm(notation).start).toBe(start);
});
