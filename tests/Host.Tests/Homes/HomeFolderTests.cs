using Disbursement.Host.Homes;

namespace Disbursement.Host.Tests.Homes;

public sealed class HomeFolderTests
{
    [Fact]
    public async Task A_home_keeps_its_kind_and_is_private()
    {
        await using var place = new TemporaryHome();
        var made = HomeFolder.Create(place.Path, live: true);
        Assert.True(made.IsLive);
        var opened = HomeFolder.Open(place.Path);
        Assert.True(opened.IsLive);
        Assert.Equal(made.Token, opened.Token);
        Assert.Equal(Path.Combine(made.Path, "out"), opened.Outbox);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(place.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(made.StartLock));
    }

    [Fact]
    public async Task Making_a_home_twice_changes_nothing()
    {
        await using var place = new TemporaryHome("deep/er/home");
        var first = HomeFolder.Create(place.Path, live: false);
        Assert.Equal(first.Token, HomeFolder.Create(place.Path, live: false).Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rehearsal_never_becomes_live_nor_the_other_way_round(bool live)
    {
        await using var place = new TemporaryHome();
        HomeFolder.Create(place.Path, live);
        var refused = Assert.Throws<HomeRefused>(() => HomeFolder.Create(place.Path, !live));
        Assert.Contains("DISBURSE_HOME", refused.Message);
        Assert.Equal(live, HomeFolder.Open(place.Path).IsLive);
    }

    [Fact]
    public async Task A_folder_with_other_things_in_it_is_left_alone()
    {
        await using var place = new TemporaryHome();
        Directory.CreateDirectory(place.Path);
        await File.WriteAllTextAsync(Path.Combine(place.Path, "照片.txt"), "", TestContext.Current.CancellationToken);
        Assert.Throws<HomeRefused>(() => HomeFolder.Open(place.Path));
        Assert.Throws<HomeRefused>(() => HomeFolder.Create(place.Path, live: false));
        Assert.Single(Directory.GetFileSystemEntries(place.Path));
    }

    [Fact]
    public async Task Without_a_home_the_officer_is_told_to_make_one()
    {
        await using var place = new TemporaryHome();
        Assert.Contains("./disburse init", Assert.Throws<HomeRefused>(() => HomeFolder.Open(place.Path)).Message);
        Directory.CreateDirectory(place.Path);
        Assert.Contains("./disburse init", Assert.Throws<HomeRefused>(() => HomeFolder.Open(place.Path)).Message);
    }

    [Fact]
    public async Task A_folder_left_by_an_interrupted_making_becomes_a_home()
    {
        await using var place = new TemporaryHome();
        Directory.CreateDirectory(place.Path);
        await File.WriteAllTextAsync(Path.Combine(place.Path, ".home-0123"), "演",
            TestContext.Current.CancellationToken);
        Assert.False(HomeFolder.Create(place.Path, live: false).IsLive);
    }

    [Fact]
    public async Task Many_at_once_make_one_home()
    {
        await using var place = new TemporaryHome();
        var made = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => HomeFolder.Create(place.Path, live: false).Token)));
        Assert.Single(made.Distinct());
        Assert.Single(Directory.GetFileSystemEntries(place.Path));
    }

    [Fact]
    public async Task A_link_to_a_home_is_that_home()
    {
        await using var place = new TemporaryHome();
        var home = place.Create();
        var link = Path.Combine(Path.GetDirectoryName(place.Path)!, "link");
        Directory.CreateSymbolicLink(link, place.Path);
        Assert.Equal(home.Path, HomeFolder.Open(link).Path);
        Assert.Equal(home.Id, HomeFolder.Open(link).Id);
    }
}
