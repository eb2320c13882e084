import localFont from 'next/font/local';

/** Fonts served by Gantry itself: the console loads nothing from other hosts. Licences are beside the files. */
export const inter = localFont({
  src: '../ui/fonts/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
  display: 'swap',
});

export const jetbrainsMono = localFont({
  src: '../ui/fonts/jetbrains-mono-latin-wght-normal.woff2',
  weight: '100 800',
  variable: '--font-jetbrains-mono',
  display: 'swap',
  preload: false,
});
