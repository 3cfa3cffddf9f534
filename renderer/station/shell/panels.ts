/** What opens above the page. */
export type PanelName = 'help' | 'settings' | AccountPanelName;

/** What a signed-in person opens of their own. */
export type AccountPanelName = 'profile' | 'password' | 'channels' | 'journal';
