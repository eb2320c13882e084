/** Folder of the site in both generated Dockerfiles; the document root of the official nginx images. */
export const documentRoot = '/usr/share/nginx/html';

/** Write nginx's default server for a static site; for a single-page application, unknown paths answer index.html. */
export function nginxConfiguration(isSpa: boolean): string {
  return `server {
    listen 80;
    listen [::]:80;
    root ${documentRoot};
    index index.html index.htm;

    location / {
        try_files $uri $uri.html $uri/index.html $uri/ ${isSpa ? '/index.html' : '=404'};
    }
${isSpa ? '' : '\n    error_page 404 /404.html;\n'}}
`;
}

/** Write a Dockerfile that serves the folder `site` of the build context. */
export function staticSiteDockerfile(staticImage: string): string {
  return `FROM ${staticImage}\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\nCOPY site/ ${documentRoot}/\n`;
}

/** Write a Dockerfile that serves a folder of an earlier image, which a build argument names. */
export function builtSiteDockerfile(staticImage: string, folder: string): string {
  const published = folder.replace(/\/*$/, '');
  // JSON form: a path may contain spaces.
  const hidden = JSON.stringify(['rm', '-rf', '--', `${published}/.git`, `${published}/.nixpacks`]);
  return [
    'ARG GANTRY_BUILT_IMAGE',
    'FROM $GANTRY_BUILT_IMAGE AS built',
    'USER 0',
    // Neither the history of the repository nor what its build was made of is part of the site.
    `RUN ${hidden}`,
    `FROM ${staticImage}`,
    'COPY nginx.conf /etc/nginx/conf.d/default.conf',
    `COPY --from=built ${JSON.stringify([`${published}/`, `${documentRoot}/`])}`,
    '',
  ].join('\n');
}
