import { text } from '../flags';

/** The one argument that names an object. */
export function nameArgument(one: string) {
  return {
    kind: 'tuple',
    parameters: [{ parse: text, brief: `Name or id of the ${one}`, placeholder: 'NAME' }],
  } as const;
}

/** The name of something new. */
export const newNameArgument = {
  kind: 'tuple',
  parameters: [{ parse: text, brief: 'Name for the new resource', placeholder: 'NAME' }],
} as const;

/** The application, optional because `--app` or `.gantry.toml` may name it. */
export const appArgument = {
  kind: 'tuple',
  parameters: [{ parse: text, optional: true, brief: 'Name or id of the application', placeholder: 'APP' }],
} as const;
