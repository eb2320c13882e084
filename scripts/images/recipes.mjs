// Stand-ins for well-known images, made of Debian's programs, for machines that reach no image registry.
// A layer's `lay` gets the folder to fill and, for each of its packages, the folder of the package's files. A package is
// a name, or a name with the suite of Debian to take it from where that can be had.
import { existsSync } from 'node:fs';
import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { nginxConfiguration, nginxServer } from './nginx-configuration.mjs';
import { copyFile, copyProgram, layBusybox, layFolders, layTexts } from './root-files.mjs';

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const certificates = '/etc/ssl/certs/ca-certificates.crt';

const busyboxLayer = {
  packages: ['busybox-static'],
  async lay(root, [busybox]) {
    await layBusybox(busybox, root);
    await chmod(join(root, 'tmp'), 0o1777);
  },
};

const caddyLayer = {
  // Debian 12 has a Caddy that closes WebSockets whenever its configuration changes.
  packages: [{ name: 'caddy', suite: 'trixie-backports' }],
  async lay(root, [caddy]) {
    await copyProgram(caddy, root, '/usr/bin/caddy');
    if (existsSync(certificates)) await copyFile('/', root, certificates);
    await layFolders(root, ['config/caddy', 'data/caddy', 'srv']);
    await layTexts(root, {
      'etc/caddy/Caddyfile': ':80 {\n\troot * /usr/share/caddy\n\tfile_server\n}\n',
      'usr/share/caddy/index.html': '<!doctype html><title>Caddy</title><h1>Caddy works</h1>\n',
    });
  },
};

const nginxLayer = {
  packages: ['nginx', 'nginx-common'],
  async lay(root, [nginx, common]) {
    await copyProgram(nginx, root, '/usr/sbin/nginx');
    await copyFile(common, root, '/etc/nginx/mime.types');
    await layTexts(root, {
      'etc/nginx/nginx.conf': nginxConfiguration,
      'etc/nginx/conf.d/default.conf': nginxServer,
      'usr/share/nginx/html/index.html': '<!doctype html><title>nginx</title><h1>Welcome to nginx!</h1>\n',
    });
    await layFolders(root, ['var/log/nginx', 'var/lib/nginx', 'var/cache/nginx', 'run']);
    await symlink('/dev/stdout', join(root, 'var/log/nginx/access.log'));
    await symlink('/dev/stderr', join(root, 'var/log/nginx/error.log'));
  },
};

export const recipes = {
  'busybox:stable': { layers: [busyboxLayer], config: { Env: [path], Cmd: ['sh'] } },
  'caddy:2': {
    layers: [busyboxLayer, caddyLayer],
    config: {
      Env: [path, 'XDG_CONFIG_HOME=/config', 'XDG_DATA_HOME=/data'],
      Cmd: ['caddy', 'run', '--config', '/etc/caddy/Caddyfile', '--adapter', 'caddyfile'],
      ExposedPorts: { '80/tcp': {}, '443/tcp': {}, '443/udp': {}, '2019/tcp': {} },
      WorkingDir: '/srv',
    },
  },
  'nginx:alpine': {
    layers: [busyboxLayer, nginxLayer],
    config: {
      Env: [path],
      Cmd: ['nginx', '-g', 'daemon off;'],
      ExposedPorts: { '80/tcp': {} },
      StopSignal: 'SIGQUIT',
    },
  },
};
