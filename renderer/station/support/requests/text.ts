import requests from '../../../../resources/fr/requests.json';
import { texts } from '../../../ui/text.ts';

export const t = texts(requests);
