import type { Night, ResourceSource } from '../../authoring/account-source.ts';
import { deny, grant, policy, rootOf } from '../../authoring/policy.ts';
import { BLOCK_NONE, encryptedWith, ownerAcl, resourcesOf } from '../../authoring/resources.ts';
import { BRIGHTMETRICS, DEVELOPMENT, LONDON, PRODUCTION, WAREHOUSE } from '../names.ts';
import { bucketNamed, keyNamed, objectsOf, roleNamed, tagsOf, userNamed } from './names.ts';

const make = resourcesOf(PRODUCTION, LONDON);
const bucket: typeof make.bucket = (name, given) => make.bucket(`larkspur-${name}`, given);

export function buckets(night: Night): readonly ResourceSource[] {
  return [...SHOP, ...OPEN, ...ENCRYPTED, supplierFeeds(night)];
}

/** Buckets that others than the account reach. */
const OPEN: readonly ResourceSource[] = [
  bucket('book-covers', {
    tags: tagsOf('alice.marsh', 'checkout', 'public'),
    details: { publicAccessBlock: BLOCK_NONE },
    policy: policy(
      // On purpose: the shop shows them.
      grant('ShowCovers', '*', 's3:GetObject', objectsOf('book-covers', 'public/')),
      grant('Uploader', { AWS: userNamed('cover-uploader') }, 's3:PutObject', objectsOf('book-covers')),
    ),
  }),
  bucket('press-kit', {
    tags: tagsOf('ruth.bell', 'marketing', 'public'),
    // Once public by ACL; the public-access block disregards it now (rule I06).
    details: {
      objectOwnership: 'ObjectWriter',
      acl: ownerAcl(PRODUCTION, {
        grantee: { type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers' },
        permission: 'READ',
      }),
    },
  }),
  bucket('customer-exports', {
    tags: tagsOf('jack.plover', 'analytics', 'high'),
    // Meant for one folder in one month of 2024.
    policy: policy(
      grant(
        'Brightmetrics',
        { AWS: rootOf(BRIGHTMETRICS) },
        ['s3:GetObject', 's3:ListBucket'],
        [bucketNamed('customer-exports'), objectsOf('customer-exports')],
      ),
    ),
  }),
  bucket('artifacts', {
    tags: tagsOf('oscar.reeve', 'platform'),
    policy: policy(grant('Development', { AWS: rootOf(DEVELOPMENT) }, 's3:GetObject', objectsOf('artifacts'))),
  }),
  bucket('stock-reports', {
    tags: tagsOf('bob.finch', 'fulfilment'),
    // The warehouse account is Larkspur's own, but nobody connected it.
    policy: policy(grant('Warehouse', { AWS: rootOf(WAREHOUSE) }, 's3:GetObject', objectsOf('stock-reports'))),
  }),
];

/** Opened on the second day, "so that the supplier's script can fetch it" (rules I01, I03). */
function supplierFeeds(night: Night): ResourceSource {
  const tags = tagsOf('dan.ivory', 'support', 'low');
  return night === '2026-11-18'
    ? bucket('supplier-feeds', { tags })
    : bucket('supplier-feeds', {
        tags,
        details: { publicAccessBlock: BLOCK_NONE },
        policy: policy(
          grant(
            'Supplier',
            '*',
            ['s3:GetObject', 's3:ListBucket'],
            [bucketNamed('supplier-feeds'), objectsOf('supplier-feeds')],
          ),
        ),
      });
}

const ENCRYPTED: readonly ResourceSource[] = [
  bucket('orders-archive', {
    tags: tagsOf('alice.marsh', 'checkout', 'high'),
    details: encryptedWith(keyNamed('orders')),
  }),
  bucket('invoices', { tags: tagsOf('carol.reed', 'finance', 'high'), details: encryptedWith(keyNamed('finance')) }),
  bucket('payout-exports', { tags: tagsOf('carol.reed', 'finance', 'high') }),
];

const SHOP: readonly ResourceSource[] = [
  bucket('web-logs', {
    tags: tagsOf('alice.marsh', 'checkout'),
    policy: policy({
      ...deny('TlsOnly', 's3:*', [bucketNamed('web-logs'), objectsOf('web-logs')], {
        Bool: { 'aws:SecureTransport': 'false' },
      }),
      Principal: '*',
    }),
  }),
  bucket('web-assets', {
    tags: tagsOf('alice.marsh', 'checkout', 'public'),
    // Names the role, whose boundary still holds (rule B02).
    policy: policy(grant('Sandbox', { AWS: roleNamed('sandboxed-admin') }, 's3:PutObject', objectsOf('web-assets'))),
  }),
  bucket('docs', { tags: tagsOf('priya.nair', 'checkout', 'low') }),
  bucket('staff-home', { tags: tagsOf('ruth.bell', 'people', 'high') }),
  bucket('backups', { tags: tagsOf('oscar.reeve', 'platform', 'high') }),
  bucket('print-orders', { tags: tagsOf('bob.finch', 'fulfilment') }),
  bucket('analytics', { tags: tagsOf('jack.plover', 'analytics') }),
  bucket('email-templates', { tags: tagsOf('alice.marsh', 'checkout', 'low') }),
  bucket('search-index', { tags: tagsOf('priya.nair', 'checkout', 'low') }),
];
