import type { ProxyProgram } from '../../../domain/proxy';

interface ConfigurationWords {
  description: string;
  hint: string;
  example: string;
}

/** Words about the user's own part of a configuration, by the program whose format it has. */
export const configurationWords: Readonly<Record<ProxyProgram, ConfigurationWords>> = {
  caddy: {
    description:
      'Your own routes and options in Caddy’s format. They come after the routes of your applications and cannot override them.',
    hint: 'YAML or JSON, under the keys gantry_http and gantry_https.',
    example: `gantry_http:
  routes:
    - match: [{host: [status.example.com]}]
      handle: [{handler: static_response, body: All is well}]`,
  },
  traefik: {
    description:
      'Your own routers, services and middlewares in the format of Traefik’s file provider. They come after the routes of your applications and cannot override them.',
    hint: 'YAML or JSON, under the key http. Entry points are http and https, the certificate resolver is gantry.',
    example: `http:
  routers:
    status:
      rule: Host(\`status.example.com\`)
      service: status
  services:
    status:
      loadBalancer: {servers: [{url: "http://10.0.0.5:8080"}]}`,
  },
};
