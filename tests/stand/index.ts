export { type Site, type SiteConfiguration, type SiteOptions, type SitePerson, startSite } from './site.ts';
