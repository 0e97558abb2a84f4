//! The query names that V1 signs.

/// Whether a query parameter takes part in V1's resource: the names of the vendor's page "Include a
/// V1 signature in the Authorization header", those that its SDKs list, and everything that begins
/// with `x-oss-` (alibabacloud-oss-go-sdk-v2 1.5.1, `oss/signer/v1.go`).
pub(super) fn is_signed_in_v1(name: &[u8]) -> bool {
    let listed = |name: &str| LISTED.split_ascii_whitespace().any(|known| known == name);
    name.starts_with(b"x-oss-") || std::str::from_utf8(name).is_ok_and(listed)
}

const LISTED: &str = "
    accessPoint accessPointConfigForObjectProcess accessPointForObjectProcess accessPointPolicy
    accessPointPolicyForObjectProcess acl append asyncFetch bucketArchiveDirectRead bucketInfo
    callback callback-var cleanRestoredObject cloudboxes cname comp continuation-token cors
    dataPipeline delete encryption endTime group httpsConfig img inventory inventoryId legalHold
    lifecycle link live location logging metaQuery objectInfo objectMeta objectWorm overwriteConfig
    partNumber policy policyStatus position processConfiguration publicAccessBlock qos qosInfo
    qosRequester redundancyTransition referer regionList regions replication replicationLocation
    replicationProgress requestPayment requesterQosInfo resourceGroup resourcePool
    resourcePoolBuckets resourcePoolInfo response-cache-control response-content-disposition
    response-content-encoding response-content-language response-content-type response-expires
    responseHeader restore retention rtc seal security-token sequential startTime stat status style
    styleName symlink tagging transferAcceleration udf udfApplication udfApplicationLog udfId
    udfImage udfImageDesc udfName uploadId uploads userDefinedLogFieldsConfig versionId versioning
    versions vip vod vpcip website withHashContext worm wormExtend wormId
";
