/**
 * `ankomst COMMAND [ARGS…]`. Each command is one file beside this one, loaded when it is asked for.
 * Exit codes: 0 well, 1 something is wrong and was said, 2 the command was not understood.
 */
type Command = (argv: readonly string[]) => Promise<number>;

const commands: Record<string, { what: string; load(): Promise<Command> }> = {
  start: { what: 'the authority, its demonstration and its simulated neighbours', load: async () => (await import('./start.ts')).start },
  check: { what: 'DIR: what is wrong with the content, file and line', load: async () => (await import('./check.ts')).check },
  'test-rules': { what: 'DIR: the services’ own cases, and the rows they reach', load: async () => (await import('./test-rules.ts')).testRules },
  simulate: { what: '[DIR] [--table NAME=FILE]: which open cases a draft of the law would touch', load: async () => (await import('./simulate.ts')).simulate },
  release: { what: 'DIR: the content as it stands becomes the law, in the running server too', load: async () => (await import('./release.ts')).release },
  rules: { what: 'export [DIR]: what was published from the rule lab goes back into the content’s files', load: async () => (await import('./rules.ts')).rules },
  'load-demo': { what: 'the demonstration: known families and a year of cases', load: async () => (await import('./load-demo.ts')).loadDemo },
  audit: { what: 'verify: that no event, decision, rulebook or letter was altered', load: async () => (await import('./audit.ts')).audit },
  replay: { what: 'DECISION: computes it again from the record alone', load: async () => (await import('./replay.ts')).replay },
  staff: { what: 'add ID UNIT ROLES NAME | invite ID: the link by which a staff member makes their key', load: async () => (await import('./staff.ts')).staff },
  outbox: { what: '[resend ID|all]: what could not be sent', load: async () => (await import('./outbox.ts')).outbox },
  doctor: { what: 'whether this machine has what the program needs', load: async () => (await import('./doctor.ts')).doctor },
};

const [name = 'help', ...argv] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command) {
  try {
    process.exitCode = await (await command.load())(argv).catch(async (error: unknown) => {
    const { StoreError } = await import('@ankomst/store');
    if (!(error instanceof StoreError)) throw error;
    console.error(`${error.message} ${error.recover}`);
    return 1;
  });
  } catch (error) {
    if ((error as Error).name !== 'ConfigError') throw error;
    console.error((error as Error).message);
    process.exitCode = 2;
  }
} else {
  const asked = ['help', '--help', '-h'].includes(name);
  (asked ? console.log : console.error)(`${asked ? '' : `There is no command "${name}".\n`}Usage: ankomst COMMAND\n${
    Object.entries(commands).map(([one, { what }]) => `  ${one.padEnd(11)} ${what}`).join('\n')}`);
  process.exitCode = asked ? 0 : 2;
}
