using Microsoft.Win32.SafeHandles;

namespace Disbursement.Host.Homes;

/// <summary>A lock between processes (flock) on a file or folder that is there already.</summary>
/// <remarks>The kernel lets go of it when the process ends, however it ends; children do not inherit it.</remarks>
public sealed class FileLock : IDisposable
{
    readonly SafeFileHandle file;

    FileLock(SafeFileHandle file) => this.file = file;

    /// <summary>Opens the file without locking it yet.</summary>
    public static FileLock On(string path) => new(Posix.OpenForLock(path));

    /// <summary>Takes the lock for this process alone, waiting for others to let go.</summary>
    public static async Task<FileLock> TakeAlone(string path, CancellationToken stop)
    {
        var taken = On(path);
        try
        {
            using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
            while (!taken.TryAlone()) await turns.WaitForNextTickAsync(stop);
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>True when nobody else holds it, alone or shared. When false, a lock held before is lost.</summary>
    public bool TryAlone() => Posix.TryLock(file, exclusive: true);

    /// <summary>Holds it together with others; false when one holds it alone.</summary>
    public bool TryShared() => Posix.TryLock(file, exclusive: false);

    public void Dispose()
    {
        // Said aloud: a program just being started has copies of our files for a moment, and would hold the lock on.
        if (!file.IsClosed) Posix.Unlock(file);
        file.Dispose();
    }
}
