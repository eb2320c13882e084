type Refused = [name: string, change: object, field: string];

/** For tests only: persistent storages that are refused, each with the field that the error names. */
export const refusedVolumes: Refused[] = [
  ['a relative path', { mount_path: 'data' }, 'mount_path'],
  ['a path that goes up', { mount_path: '/data/../etc' }, 'mount_path'],
  ['the root', { mount_path: '/' }, 'mount_path'],
  ['the root, written otherwise', { mount_path: '//./' }, 'mount_path'],
  ['a folder of the kernel', { mount_path: '/proc/sys' }, 'mount_path'],
  ['a control character', { mount_path: '/da\u0000ta' }, 'mount_path'],
  ['a line break', { mount_path: '/da\nta' }, 'mount_path'],
  ['no path', { mount_path: undefined }, 'mount_path'],
  ['a name with a command', { name: 'x;id' }, 'name'],
  ['a name with a slash', { name: '../x' }, 'name'],
  ['a name that begins like an option', { name: '-v' }, 'name'],
  ['no name', { name: undefined }, 'name'],
  ['the Docker socket', { host_path: '/var/run/docker.sock' }, 'host_path'],
  ['the root of the server', { host_path: '/' }, 'host_path'],
  ['a way up on the server', { host_path: '/srv/../etc' }, 'host_path'],
  ['a relative path of the server', { host_path: 'srv' }, 'host_path'],
  ['any path of the server, by default', { host_path: '/srv/data' }, 'host_path'],
  ['what belongs to files', { content: 'text' }, 'content'],
  ['another type', { type: 'tmpfs' }, 'type'],
  ['an unknown field', { propagation: 'rshared' }, 'propagation'],
];

/** File storages that are refused. */
export const refusedFiles: Refused[] = [
  ['a folder that goes up', { is_directory: true, fs_path: '../up' }, 'fs_path'],
  ['a folder in a folder', { is_directory: true, fs_path: 'a/b' }, 'fs_path'],
  ['a folder without a name', { is_directory: true }, 'fs_path'],
  ['a folder of the system', { is_directory: true, fs_path: '/etc' }, 'fs_path'],
  ['a folder of the server, by default', { is_directory: true, fs_path: '/srv/app' }, 'fs_path'],
  ['a file of the server, by default', { is_host_file: true, fs_path: '/srv/app.conf' }, 'fs_path'],
  ['a folder with content', { is_directory: true, fs_path: 'a', content: 'x' }, 'content'],
  ['a place of its own', { fs_path: 'a' }, 'fs_path'],
  ['what belongs to volumes', { name: 'data' }, 'name'],
  ['more than 5 MB', { content: 'x'.repeat(5 * 1024 ** 2 + 1) }, 'content'],
];
