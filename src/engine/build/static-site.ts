/** Where both generated Dockerfiles put a site; the document root of the official nginx images. */
export const documentRoot = '/usr/share/nginx/html';

/** nginx's default server for a static site; unknown paths answer index.html when it is a single-page application. */
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

/** Serve the folder `site` of the build context. */
export function staticSiteDockerfile(staticImage: string): string {
  return `FROM ${staticImage}\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\nCOPY site/ ${documentRoot}/\n`;
}

/** Serve a folder of an image that was built before; the build argument names the image. */
export function builtSiteDockerfile(staticImage: string, folder: string): string {
  return [
    'ARG GANTRY_BUILT_IMAGE',
    'FROM $GANTRY_BUILT_IMAGE AS built',
    `FROM ${staticImage}`,
    'COPY nginx.conf /etc/nginx/conf.d/default.conf',
    // JSON form: a path may hold spaces.
    `COPY --from=built ${JSON.stringify([`${folder.replace(/\/*$/, '')}/`, `${documentRoot}/`])}`,
    '',
  ].join('\n');
}
