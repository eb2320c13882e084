import type { Command, CommandResult } from '../../domain/command';
import { type DoubleHost, headCommit } from './double-host';

/** Repository of an in-memory machine: the checkout of its newest commit. */
export class DoubleCheckout {
  head = headCommit;
  readonly files = new Map<string, string>();
  /** Links by path → their targets on the machine. */
  readonly links = new Map<string, string>();

  constructor(host: DoubleHost) {
    const run = host.run.bind(host);
    host.run = async (command) => {
      const known = this.answer(command);
      if (known === null) return run(command);
      host.commands.push(command);
      return { code: 0, stdout: '', stderr: '', droppedBytes: 0, ...known };
    };
  }

  private answer({ argv }: Command): Partial<CommandResult> | null {
    const [program] = argv;
    const path = argv.at(-1) ?? '';
    if (argv.includes('ls-remote'))
      return { stdout: `${this.head}\t${path.replace(/\^\{\}$/, '')}\n${this.head}\trefs/heads/main\n` };
    if (argv.includes('--format=%s')) return { stdout: 'Newest commit\n' };
    if (!path.includes('/source')) return null;
    if (program === 'realpath')
      return {
        stdout: `${argv
          .slice(2)
          .map((each) => this.real(each))
          .join('\n')}\n`,
      };
    if (program === 'ls') return { code: argv.slice(3).every((each) => this.has(each)) ? 0 : 2 };
    if (program === 'test') return { code: this.isFolder(path) ? 0 : 1 };
    const text = this.files.get(inside(path));
    if (program === 'stat') return { stdout: `${Buffer.byteLength(text ?? '')}\n` };
    if (program === 'base64') return { stdout: Buffer.from(text ?? '').toString('base64') };
    return null;
  }

  private real(path: string): string {
    return this.links.get(inside(path)) ?? path;
  }

  private has(path: string): boolean {
    const isElsewhere = [...this.links.values()].includes(path);
    return isElsewhere || this.files.has(inside(path)) || this.isFolder(path);
  }

  private isFolder(path: string): boolean {
    const folder = inside(path);
    return folder === '' || [...this.files.keys()].some((file) => file.startsWith(`${folder}/`));
  }
}

/** Resolve a path below the root of the checkout. */
function inside(path: string): string {
  return path.replace(/^.*?\/source(?:\/|$)/, '');
}
