import { z } from 'zod';
import { forges } from '../../../domain/forge';
import { hostAddress } from '../../../domain/input/address/host-address';
import { webAddress } from '../../../domain/input/address/web-address';
import { cloudToken } from '../../../domain/input/credential/cloud';
import { displayName } from '../../../domain/input/display-name';
import { repositoryPaths } from '../../../domain/input/git/repository-paths';
import { orEmpty } from '../../forms/or-empty';

const fields = {
  name: displayName,
  html_url: webAddress,
  api_url: orEmpty(webAddress),
  ssh_host: orEmpty(hostAddress),
  repositories: orEmpty(repositoryPaths),
};

/** Values of the form that adds a Git token. */
export const newTokenForm = z.object({
  ...fields,
  forge: z.enum(forges),
  token: z.string().min(1, 'Must not be empty.').pipe(cloudToken),
});

/** Values of the form that changes a Git token. The token is kept if its field is left empty. */
export const editedTokenForm = z.object({
  ...fields,
  token: orEmpty(cloudToken),
});
