/** Mount path of the proxy's server folder in its container. */
export const mountedFolder = '/run/gantry';
