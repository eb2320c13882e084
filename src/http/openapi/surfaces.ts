import type { Dialect } from '../dialects/dialect';

type SecurityScheme =
  | { type: 'http'; scheme: 'bearer'; description: string }
  | { type: 'apiKey'; in: 'header'; name: string; description: string };

/** Texts of a surface's document. */
export interface SurfaceText {
  title: string;
  description: string;
  securitySchemes: Record<string, SecurityScheme>;
}

const bearer: SecurityScheme = {
  type: 'http',
  scheme: 'bearer',
  description: 'An API token, in any of its three formats.',
};

export const surfaces: Record<Dialect['surface'], SurfaceText> = {
  v1: {
    title: 'Gantry API',
    description: `The API of Gantry, a self-hosted deployment control plane. The console uses the same procedures.

Send an API token as \`Authorization: Bearer …\` or \`X-API-Key: …\`. Tokens are made in the console, below API tokens.`,
    securitySchemes: {
      bearer,
      apiKey: {
        type: 'apiKey',
        in: 'header',
        name: 'X-API-Key',
        description: 'The same token in a separate header.',
      },
    },
  },
  v2: {
    title: 'Gantry API for Coder clients',
    description: `Sign-in, scopes and authorization checks as clients of Coder know them, over the same accounts and tokens.

Send a token as \`Coder-Session-Token: …\` or \`Authorization: Bearer …\`. \`POST /users/login\` answers one.`,
    securitySchemes: {
      coderSessionToken: {
        type: 'apiKey',
        in: 'header',
        name: 'Coder-Session-Token',
        description: 'A session token or an API token, in any format.',
      },
      bearer,
    },
  },
};
