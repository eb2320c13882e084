// Programs in the place of the tools of build packs, which cannot be had where tests run: they take the documented
// command line (nixpacks.com/docs/cli, buildpacks.io "pack build") and do the least that it promises.
import type { Architecture } from '../../src/engine/build/tools';
import { toolsFolder } from '../../src/engine/server/folders';
import type { LabHost } from '../lab/types';

/** A static shell with the usual programs, where a planner's container has it: a planner is a static program. */
const shell = `${toolsFolder}/busybox`;

/**
 * `nixpacks build PATH --out FOLDER --env KEY …`: a Dockerfile, a file that it copies and a script with all values, in
 * FOLDER/.nixpacks; no source (docker_image_builder.rs: write_app). It declares a variable of its own, and mounts a
 * cache unless --no-cache (dockerfile_generation.rs). Like nixpacks, it writes static assets under any name
 * (write_assets) and reads a Procfile through a link (app.rs).
 */
export const nixpacks = `#!${shell} sh
set -e
[ "$1" = --version ] && { echo 'nixpacks 1.41.0'; exit 0; }
[ "$1" = build ] && path=$2; shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$2; shift 2 ;;
    --env) names="$names $2"; shift 2 ;;
    --cache-key) mount="--mount=type=cache,id=$2-/root/npm,target=/root/.npm"; shift 2 ;;
    --no-cache | --no-error-without-start) shift ;;
    --start-cmd=*) start=\${1#--start-cmd=}; shift ;;
    *) echo "unknown: $1" >&2; exit 2 ;;
  esac
done
test -f "$path/index.txt"
names=$(printf '%s\n' $names NODE_ENV | sort)
NODE_ENV=production
mkdir -p "$out/.nixpacks"
if test -f "$path/Procfile"; then
  echo "Procfile: $(cat "$path/Procfile")"
  start=$(sed -n 's/^web: //p' "$path/Procfile")
fi
if test -f "$path/nixpacks.toml"; then
  sed -n 's/^"\\(.*\\)" = "\\(.*\\)"$/\\1 \\2/p' "$path/nixpacks.toml" | while read -r name content; do
    case $name in /*) file=$name ;; *) file=$out/.nixpacks/assets/$name ;; esac
    mkdir -p "\${file%/*}"
    echo "$content" > "$file"
  done
fi
echo '{ }' > "$out/.nixpacks/nixpkgs-1.nix"
{
  printf 'build %s -f %s/.nixpacks/Dockerfile -t 1' "$out" "$out"
  for name in $names; do eval "printf ' --build-arg %s=%s' $name \\"\\$$name\\""; done
} > "$out/.nixpacks/build.sh"
{
  echo 'FROM busybox:stable'
  echo 'ENTRYPOINT ["/bin/sh", "-l", "-c"]'
  echo 'WORKDIR /app/'
  echo 'COPY .nixpacks/nixpkgs-1.nix .nixpacks/nixpkgs-1.nix'
  echo ARG $names
  echo ENV $(for name in $names; do echo "$name=\\$$name"; done)
  echo 'COPY . /app/.'
  echo "RUN $mount test -f index.txt && test ! -e .nixpacks/build.sh"
  echo "RUN $mount test \\$NODE_ENV = production"
  echo "RUN $mount mkdir -p www && echo \\"\\$GREETING\\" > www/index.html"
  echo 'COPY . /app'
  echo "CMD [\\"\${start:-httpd -f -p 8080 -h www}\\"]"
} > "$out/.nixpacks/Dockerfile"
`;

/** `pack build IMAGE --path PATH --env KEY …`: an image with a launcher, and no label. */
export const pack = `#!/bin/sh
set -e
[ "$1" = --version ] && { echo '0.40.9+git-0000000.build-1'; exit 0; }
[ "$1" = build ] && image=$2; shift 2
while [ $# -gt 0 ]; do
  case $1 in
    --path) path=$2; shift 2 ;;
    --env) names="$names --build-arg $2"; shift 2 ;;
    --cache) folder=\${2##*source=}; test -d "$folder"; touch "$folder/kept"; shift 2 ;;
    --builder | --pull-policy) shift 2 ;;
    --no-color | --clear-cache) shift ;;
    *) echo "unknown: $1" >&2; exit 2 ;;
  esac
done
cat > "$path/Dockerfile.of-pack" <<'END'
FROM busybox:stable
ARG GREETING
RUN mkdir -p /workspace && echo "$GREETING" > /workspace/index.html \\
  && printf '#!/bin/sh\\nexec sh -c "$1"\\n' > /bin/launcher && chmod 755 /bin/launcher
WORKDIR /workspace
EXPOSE 8080
ENTRYPOINT ["httpd", "-f", "-p", "8080", "-h", "/workspace"]
END
exec docker build --file "$path/Dockerfile.of-pack" --tag "$image" $names -- "$path"
`;

/** Put the shell of the planner where servers have their tools. */
export async function installShell(host: LabHost): Promise<void> {
  const copy = 'mkdir -p "$1" && cp "$(command -v busybox)" "$2"';
  const { code, stderr } = await host.exec(['sh', '-c', copy, 'sh', toolsFolder, shell]);
  if (code !== 0) throw new Error(stderr);
}

/** Where a server of the lab serves archives to itself, with the paths of their makers. */
export const address = 'http://127.0.0.1:8099/';

const folder = '/srv/build-tools';

/** Serve an archive with the program; return its checksum. */
export async function publish(
  host: LabHost,
  { tool, program, path }: { tool: string; program: string; path: string },
): Promise<string> {
  const file = `${folder}/${path}`;
  const pack = 'mkdir -p "$2" && cd "$2" && cat > "$1" && chmod 755 "$1" && tar -czf "$3" "$1" && cat "$3"';
  const parent = file.slice(0, file.lastIndexOf('/'));
  const packed = await host.exec(['sh', '-c', `${pack} | sha256sum`, 'sh', tool, parent, file], {
    input: program,
  });
  if (packed.code !== 0) throw new Error(packed.stderr);
  return packed.stdout.split(' ')[0] ?? '';
}

export async function serveArchives(host: LabHost): Promise<void> {
  await host.exec(['mkdir', '-p', folder]);
  const started = await host.exec(['busybox', 'httpd', '-p', '127.0.0.1:8099', '-h', folder]);
  if (started.code !== 0) throw new Error(started.stderr);
}

export async function architectureOf(host: LabHost): Promise<Architecture> {
  const { stdout } = await host.exec(['uname', '-m']);
  return stdout.trim() === 'x86_64' ? 'x86_64' : 'aarch64';
}
