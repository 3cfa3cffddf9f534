/** Debian packages, grouped by what needs them. */
export const systemPackages = {
  runtime: [
    'libgtk-3-0',
    'libnss3',
    'libasound2',
    'libgbm1',
    'libxss1',
    'libatk-bridge2.0-0',
    'libdrm2',
    'libxshmfence1',
    'libcups2',
    'libpcsclite1',
  ],
  build: ['python3', 'make', 'g++', 'unzip'],
  display: [
    'xvfb',
    'openbox',
    'xdotool',
    'imagemagick',
    'x11-utils',
    'x11-xserver-utils',
    'xserver-xorg-core',
    'xserver-xorg-video-dummy',
    'wmctrl',
    'trayer',
    'fonts-dejavu-core',
    'fonts-liberation',
  ],
  // What shows the pages in every state: a browser without windows.
  pages: ['chromium-headless-shell'],
  card: ['pcscd', 'libpcsclite-dev', 'vsmartcard-vpcd', 'opensc', 'softhsm2'],
  // A mail server, a session bus with secret storage, and the system browser, for the tests of sign-in.
  identity: ['exim4-daemon-light', 'dbus', 'gnome-keyring', 'libsecret-1-0', 'chromium'],
  // A proxy that demands authentication, a clock that is off, and what reads a PDF, for the tests of the prerequisites.
  prerequisites: ['squid', 'faketime', 'poppler-utils'],
  // A real LDAP server, for the tests of the directory.
  directory: ['slapd'],
  telephony: [
    'kamailio',
    'kamailio-websocket-modules',
    'kamailio-presence-modules',
    'kamailio-tls-modules',
    'kamailio-sqlite-modules',
    'kamailio-outbound-modules',
    'kamailio-utils-modules',
    'kamailio-extra-modules',
    'kamailio-xml-modules',
    'kamailio-json-modules',
    'baresip-core',
    'linphone-cli',
    'sip-tester',
    'iproute2',
    'iptables',
    'openssl',
  ],
};

/** Every group, in the order of the table. */
export const allGroups = Object.keys(systemPackages);
