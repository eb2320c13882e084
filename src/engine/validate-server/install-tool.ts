import type { BuildTool } from '../../domain/build-tool';
import type { CommandResult } from '../../domain/command';
import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { installedTool, type ToolRelease } from '../build/tools';
import { COMMAND_DEADLINE_MS } from './check';

const DOWNLOAD_DEADLINE_MS = 10 * 60_000;

type Argv = readonly [string, ...string[]];

/**
 * Install the pinned version of a tool. Its archive is unpacked only if the checksum matches, and the program is moved
 * to its name atomically, so that no build finds a partial file.
 * @param address below which the makers of tools publish, or a mirror
 * @throws AppError `unavailable` with what went wrong
 */
export async function installTool(
  host: Host,
  { tool, release, address }: { tool: BuildTool; release: ToolRelease; address: string },
): Promise<void> {
  const archive = archiveFor(release, await must(host, ['uname', '-m'], `${tool}: uname failed`));
  if (archive === null)
    throw new AppError('unavailable', `${tool} is not available for this server’s processor architecture.`);
  const file = installedTool(tool);
  const folder = `${file}.new`;
  const download = `${folder}/archive`;
  const unpacked = `${folder}/${tool}`;
  try {
    await must(host, ['rm', '-rf', '--', folder], `${folder} cannot be removed`);
    await must(host, ['mkdir', '-p', '--', folder], `${folder} cannot be created`);
    await fetchTo(host, new URL(archive.path, address).href, download);
    await requireChecksum(host, download, archive.sha256);
    await must(
      host,
      ['tar', '-xzf', download, '-C', folder, '--', tool],
      `The archive does not contain ${tool}`,
    );
    await must(host, ['chmod', '0755', '--', unpacked], `${unpacked} cannot be made executable`);
    await must(host, [unpacked, '--version'], `${tool} does not run on this server`);
    await must(host, ['mv', '-f', '--', unpacked, file], `${file} cannot be written`);
  } finally {
    await run(host, ['rm', '-rf', '--', folder]);
  }
}

function archiveFor({ archives }: ToolRelease, machine: string) {
  const name = machine.trim() === 'arm64' ? 'aarch64' : machine.trim();
  return name === 'x86_64' || name === 'aarch64' ? archives[name] : null;
}

async function fetchTo(host: Host, url: string, file: string): Promise<void> {
  const seconds = String(DOWNLOAD_DEADLINE_MS / 1000);
  const curl = ['curl', '--fail', '--silent', '--show-error', '--location', '--max-time', seconds] as const;
  const first = await run(host, [...curl, '--output', file, '--', url]);
  const { code, stderr } =
    first.code === 127 ? await run(host, ['wget', '-q', '-O', file, '--', url]) : first;
  if (code === 127) throw new AppError('unavailable', 'Neither curl nor wget is installed for the download.');
  if (code !== 0)
    throw new AppError('unavailable', `${url} cannot be downloaded: ${lastLine(stderr) || `status ${code}`}`);
}

async function requireChecksum(host: Host, file: string, expected: string): Promise<void> {
  const text = await must(host, ['sha256sum', '--', file], 'The checksum cannot be computed');
  const [found = ''] = text.trim().split(/\s+/);
  if (found !== expected)
    throw new AppError(
      'unavailable',
      `The download has the checksum ${found || 'unknown'} instead of ${expected}, so it was not used.`,
    );
}

/** Run a command that must succeed; return its output. */
async function must(host: Host, argv: Argv, problem: string): Promise<string> {
  const { code, stdout, stderr } = await run(host, argv);
  if (code === 0) return stdout;
  throw new AppError('unavailable', `${problem}: ${lastLine(stderr) || `status ${code}`}.`);
}

function run(host: Host, argv: Argv): Promise<CommandResult> {
  const isDownload = argv[0] === 'curl' || argv[0] === 'wget';
  return host.run({
    argv,
    asRoot: true,
    deadlineMs: isDownload ? DOWNLOAD_DEADLINE_MS : 2 * COMMAND_DEADLINE_MS,
  });
}

function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').slice(0, 300);
}
