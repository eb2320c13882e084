import type { NextConfig } from 'next';

/** Next renders pages; src/http serves them, sets the security headers and answers everything below /api. */
const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: false,
  devIndicators: false,
  // `npm run check` checks the types of the whole repository; a build on a server need not do it again.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ['radix-ui', 'lucide-react'] },
};

export default config;
