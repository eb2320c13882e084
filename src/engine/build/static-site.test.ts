import { expect, it } from 'vitest';
import { builtSiteDockerfile } from './static-site';

it('publishes a folder without the history of the repository, which is there when all of it is published', () => {
  expect(builtSiteDockerfile('nginx:alpine', '/app/').split('\n').slice(1)).toEqual([
    'FROM $GANTRY_BUILT_IMAGE AS built',
    'USER 0',
    'RUN ["rm","-rf","--","/app/.git","/app/.nixpacks"]',
    'FROM nginx:alpine',
    'COPY nginx.conf /etc/nginx/conf.d/default.conf',
    'COPY --from=built ["/app/","/usr/share/nginx/html/"]',
    '',
  ]);
});
