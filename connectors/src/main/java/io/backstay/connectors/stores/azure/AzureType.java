package io.backstay.connectors.stores.azure;

import static io.backstay.connectors.stores.BucketWords.demand;

import io.backstay.connectors.stores.BucketWords;
import io.backstay.spi.Doc;
import io.backstay.spi.Prefix;
import io.backstay.spi.Primary;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.spi.StoreType;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The store {@code azure}. */
@Doc(
    "A container of Azure Blob Storage. A blob appears when all of it has arrived, and only if"
        + " there is none of that name yet; the server compares the MD5 of everything that is sent."
        + " Blocks of an upload that nobody finishes are seen by nobody, and Azure removes them"
        + " after a week. Where soft delete or versions are switched on a deleted set is hidden at"
        + " once, and its bytes stay, and are paid for, until the time set there has passed. It was"
        + " tested against Azurite, Microsoft's emulator, and not against Azure itself.")
public final class AzureType implements StoreType<AzureType.Params> {
  private static final Pattern CONTAINER = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
  private static final Set<String> TIERS = Set.of("Hot", "Cool", "Cold", "Archive");

  /**
   * Parameters, in the words of Azure.
   *
   * @param container name of the container
   * @param account name of the storage account
   * @param prefix what all names of the store begin with
   * @param accountKey what proves it
   * @param sasToken in place of the key
   * @param endpoint of another server than the account's own
   * @param accessTier of what is stored
   */
  public record Params(
      @Primary @Doc(value = "Name of the container, which has to exist.", example = "shop-backups")
          String container,
      @Doc(value = "Name of the storage account.", example = "shopbackups") String account,
      @Doc(
              value =
                  "What the names of all blobs begin with; several stores may share a container."
                      + " From the slash before `${run.…}` on it is each run's own, and sets are"
                      + " looked for below what comes before that.",
              example = "production/")
          @Nullable Prefix prefix,
      @Doc(value = "A key of the account.", example = "${secrets.azure-key}")
          @Nullable Secret accountKey,
      @Doc(
              "A shared access signature in place of the key, for the container, that may read,"
                  + " create, write, delete and list. Managed identities are not taken.")
          @Nullable Secret sasToken,
      @Doc(
              value =
                  "Address of another server than `https://<account>.blob.core.windows.net`; of"
                      + " Azurite with the account in its path.",
              example = "https://shopbackups.blob.core.usgovcloudapi.net")
          @Nullable URI endpoint,
      @Doc(
              value =
                  "Tier of the artifacts: `Hot`, `Cool`, `Cold` or `Archive`. What is read at every"
                      + " run stays in the account's own tier. Of `Archive` nothing can be fetched"
                      + " or verified before it is brought back in Azure.",
              example = "Cool")
          @Nullable String accessTier) {

    /** Refuses what no container could be, and what contradicts itself. */
    public Params {
      demand(
          CONTAINER.matcher(container).matches(),
          "container",
          "`" + container + "` is no container's name");
      demand(ACCOUNT.matcher(account).matches(), "account", "`" + account + "` is no account");
      BucketWords.demandPrefix(prefix);
      BucketWords.demandEndpoint(endpoint);
      demand(
          accountKey != null || sasToken != null,
          "account-key",
          "one of `account-key` and `sas-token` is needed");
      demand(
          accountKey == null || sasToken == null,
          "sas-token",
          "`account-key` and `sas-token` exclude each other");
      demand(
          accessTier == null || TIERS.contains(accessTier),
          "access-tier",
          "`access-tier` is `Hot`, `Cool`, `Cold` or `Archive`");
    }
  }

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Store store(String name, Params params) {
    return new AzureStore(name, params);
  }
}
