import { type IncomingMessage, request, type ServerResponse } from 'node:http';

/** Forward Git's requests to the server that has the repositories. @returns whether the request was from Git */
export function forwardGit(server: string, req: IncomingMessage, res: ServerResponse): boolean {
  const path = req.url ?? '/';
  if (!/^\/[^/]+\/[^/]+\.git\//.test(path)) return false;
  const { authorization: _, host: __, ...headers } = req.headers;
  const forwarded = request(new URL(path, server), { method: req.method ?? 'GET', headers }, (answer) => {
    res.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(res);
  });
  forwarded.on('error', () => res.writeHead(502).end());
  req.pipe(forwarded);
  return true;
}
