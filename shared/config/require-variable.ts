/** The value of an environment variable. Throws, naming it, where it is absent or empty. */
export function requireVariable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") {
    throw new Error(`Cannot start: the environment variable "${name}" is not set`);
  }
  return value;
}
