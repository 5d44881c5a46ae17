/** Accounts that an AWS service uses, with the AWS page that names them. */
export interface AwsOwnedAccounts {
  service: string
  source: string
  accounts: readonly string[]
}

/**
 * Accounts of AWS itself: log delivery, notifications, registries. They act for a service and are no third party.
 *
 * LIMIT: only accounts that an AWS page lists; another account of AWS shows up as an unknown account.
 */
export const AWS_OWNED_ACCOUNTS: readonly AwsOwnedAccounts[] = [
  {
    service: 'API Gateway',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-api-with-vpclink-accounts.html',
    accounts:
      digits(`392220576650 718770453195 968246515281 109351309407 796887884028 631144002099 544388816663 061510835048
474240146802 166639821150 394634713161 753362059629 359345898052 969236854626 020402002396 195145609632
798376113853 652364314486 849137399833 507069717855 644042651268 174803364771 287228555773 855739686837
614065512851`),
  },
  {
    service: 'AWS IP address ranges notifications',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html#subscribe-notifications',
    accounts: digits(`806199016981`),
  },
  {
    service: 'Billing',
    source: 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/billing-getting-started.html#step-2',
    accounts: digits(`386209384616`),
  },
  {
    service: 'CloudTrail',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-supported-regions.html',
    accounts:
      digits(`475085895292 086441151436 388731089494 113285607260 819402241893 977081816279 765225791966 492519147666
903692715234 284668455005 216624486486 681348832753 035351147821 859597730677 282025262664 262312530599
814480443879 525921808201 119688915426 582488909970 069019280451 187074758985 193415116832 453052556044
829690693026 669305197877 757211635381 585772288577 034638983726 886388586500 608710470296`),
  },
  {
    service: 'Commerce Analytics Service',
    source: 'https://docs.aws.amazon.com/marketplace/latest/userguide/commerce-analytics-service.html',
    accounts: digits(`452565589796`),
  },
  {
    service: 'EKS ECR Repositories',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html',
    accounts:
      digits(`013241004608 066635153087 151742754352 296578399912 455263428931 491585149902 558608220178 590381155156
602401143452 759879836304 800184023465 877085696533 900612956339 900889452093 918309763551 961992271922`),
  },
  {
    service: 'ELB logs',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html',
    accounts:
      digits(`127311923021 033677994240 027434742980 797873946194 985666609251 054676820928 156460612806 652711504416
009996457667 582318560864 600734575887 383597477331 114774131450 783225319266 718504428378 507241528517
048591011584 638102146993 037604701340`),
  },
  {
    service: 'GuardDuty Announcements',
    source: 'https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_sns.html',
    accounts:
      digits(`242987662583 118283430703 144182107116 934957504740 107430051933 973841112453 965013871422 506403581195
436163563069 378365507264 383009515534 646602203151 741172661024 464168911255 476419727788 457615622431
926826061926 955633302743 430639793359 002991280229 003033775354 552740612889 030935290150 188461706213
445632894446 143972945659 129086577509 225965583551 595653072700 529900636122`),
  },
  {
    service: 'GuardDuty service accounts',
    source: 'https://docs.aws.amazon.com/guardduty/latest/ug/gdu-service-account-region-list.html',
    accounts:
      digits(`652050842985 178123968615 669213148797 447226417196 913179291432 089661699081 039163547507 874749492622
247460962669 124839743349 175877067165 894794104037 002294850712 283769539786 310125036783 866607715269
693780578038 448721096076 480864352451 546914126324 682251015962 353488359550 009160069308 936182149045
867642063380 619233833001 977238331021 249472122084 404001805210 957664736811 452118225523 828603743433`),
  },
  {
    service: 'Redshift logging',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/logging-with-cloudtrail.html',
    accounts:
      digits(`368064434614 790247189693 703715109447 473191095985 420376844563 651179539253 297058826802 623197973179
945512339897 408097707231 398671365691 713597048934 960118270566 485979073181 615915377779 764870610256
434091160558 246478207311 885798887673 041313461515 694668203235 553461782468 668912161003 028811157404
051362938876 595013617770 392442076723`),
  },
  {
    service: 'Redshift logs',
    source: 'https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html',
    accounts:
      digits(`193672423079 391106570357 262260360010 902366379725 865932855811 760740231472 361669875840 762762565011
404641285394 660998842044 907379612154 053454850223 210876761215 307160386991 915173422425 075028567923`),
  },
]

const owned = new Map(AWS_OWNED_ACCOUNTS.flatMap((entry) => entry.accounts.map((account) => [account, entry] as const)))

/** The AWS service that an account (12 digits) belongs to; null for an account that is not known to be AWS's own. */
export function awsServiceOfAccount(account: string): AwsOwnedAccounts | null {
  return owned.get(account) ?? null
}

function digits(list: string): readonly string[] {
  return list.split(/\s+/)
}
