import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface CurlAnswer {
  status: number;
  /** Lower-case name → value. */
  headers: Map<string, string>;
}

/** The real program, as people put it into scripts: `curl -i -H "Authorization: Bearer …" url`. */
export async function curl(url: string, token: string, ...more: string[]): Promise<CurlAnswer> {
  const { stdout } = await run('curl', ['-s', '-i', ...more, '-H', `Authorization: Bearer ${token}`, url]);
  const [head = ''] = stdout.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
  });
  return { status: Number(statusLine.split(' ')[1]), headers: new Map(headers) };
}
