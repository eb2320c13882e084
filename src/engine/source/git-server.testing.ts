import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface GitServer {
  /** URL of its one repository. */
  url: string;
  /** Commit these files to its branch `main`. */
  commit(files: Readonly<Record<string, string>>): Promise<string>;
  stop(): Promise<void>;
}

/** For tests only: a Git server on loopback with one repository, served by Git's own program. */
export async function startGitServer(): Promise<GitServer> {
  const root = await mkdtemp(join(tmpdir(), 'gantry-git-'));
  const work = join(root, 'work');
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...argv], {
      cwd: work,
      stdio: 'pipe',
    })
      .toString()
      .trim();
  await mkdir(work);
  git('init', '--quiet', '--initial-branch=main');
  await symlink('/etc/passwd', join(work, 'link.yaml'));
  const backend = join(execFileSync('git', ['--exec-path']).toString().trim(), 'git-http-backend');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const child = spawn(backend, [], {
      env: {
        ...process.env,
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
        REQUEST_METHOD: request.method,
        PATH_INFO: pathname,
        QUERY_STRING: String(searchParams),
        CONTENT_TYPE: String(request.headers['content-type'] ?? ''),
      },
    });
    request.pipe(child.stdin);
    let head = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (response.headersSent) return void response.write(chunk);
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const headers = new Map(
        head
          .slice(0, end)
          .split('\r\n')
          .map((line) => line.split(': ') as [string, string]),
      ); // in CGI format
      response.writeHead(Number.parseInt(headers.get('Status') ?? '200', 10), [...headers].flat());
      response.write(Buffer.from(head.slice(end + 4), 'latin1'));
    });
    child.on('close', () => response.end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // it listens on an address
  return {
    url: `http://127.0.0.1:${port}/work/.git`,
    async commit(files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(work, path)), { recursive: true });
        await writeFile(join(work, path), text);
      }
      git('add', '--all');
      git('commit', '--quiet', '--message=a');
      return git('rev-parse', 'HEAD');
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(root, { recursive: true, force: true });
    },
  };
}
